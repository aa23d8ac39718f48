"""A planned session that will not take place: said beforehand, by a coordinator, with a reason."""

import frappe
from frappe import _

from women_incubation.training.errors import SessionFrozen
from women_incubation.training.fold import PLANNED
from women_incubation.training.register_writer import write_registers
from women_incubation.training.review import (
    add_correction,
    audit,
    checked_reason,
    correction,
    register_for_correction,
)


def cancel_session(name: str, reason: str) -> None:
    """Declare that a planned session does not happen. What devices still send of it waits for review.

    It is an event like every change of a session's state, so its history keeps who said so, and why.
    Raises PermissionError, ReasonMissing, SessionFrozen.
    """
    reason = checked_reason(reason)
    register = register_for_correction(name)
    if register.before.settled or register.before.status != PLANNED:
        frappe.throw(
            _("This session is no longer planned ({0}): it is not cancelled any more.").format(
                _(register.before.status)
            ),
            SessionFrozen,
        )
    add_correction(register, correction(register, reason), reason)
    write_registers([register], frappe.session.user)
    audit(register, "session_cancelled")
