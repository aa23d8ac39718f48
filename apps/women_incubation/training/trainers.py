"""Who can be a trainer of a group or a session."""

import frappe
from frappe import _

from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.territory import access
from women_incubation.training.errors import TrainerRefused
from women_incubation.training.permissions import TRAINER


def check_trainer(user: str, unit: str) -> None:
    """Raise TrainerRefused unless the user holds the role, can log in, and works in the unit's territory."""
    if TRAINER not in roles_by_assignment(user) or not frappe.db.get_value("User", user, "enabled"):
        frappe.throw(_("{0} does not have the role Incubation Trainer.").format(user), TrainerRefused)
    ranges = access.visible_ranges(user)
    if ranges is not None and not access.unit_in_ranges(unit, ranges):
        frappe.throw(
            _("{0} does not work in the territory {1}. Assign the territory first.").format(user, unit),
            TrainerRefused,
        )
