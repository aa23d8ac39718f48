"""When a trainer cannot come. Nobody plans a session of hers then without saying why."""

import frappe
from frappe import _
from frappe.utils import today

from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.audit.safe_save import SafeSave
from women_incubation.training.errors import DatesRefused
from women_incubation.training.permissions import COORDINATOR
from women_incubation.training.trainers import check_trainer
from women_incubation.training.typed_values import check_filled, write_dates, write_times


class TrainerUnavailability(SafeSave):
    """Named checks, in order."""

    def validate(self) -> None:
        check_filled(self)
        write_dates(self, "from_date", "to_date")
        write_times(self, *(field for field in ("from_time", "to_time") if self.get(field)))
        self.take_unit_of_trainer()
        self.check_who_says_so()
        self.check_period()
        if self.is_new():
            check_trainer(self.trainer, self.unit)

    def take_unit_of_trainer(self) -> None:
        """Where she works, unless it was said."""
        self.unit = self.unit or frappe.db.get_value(
            "Territorial Assignment", {"user": self.trainer, "valid_from": ["<=", today()]}, "unit"
        )

    def check_who_says_so(self) -> None:
        """A trainer speaks for herself; a coordinator for anybody of the territory."""
        user = frappe.session.user
        if user not in (self.trainer, "Administrator") and COORDINATOR not in roles_by_assignment(user):
            frappe.throw(_("You can only say when you yourself are not available."), frappe.PermissionError)

    def check_period(self) -> None:
        """It ends after it starts, in days and in hours."""
        if self.to_date < self.from_date:
            frappe.throw(_("The period ends before it starts."), DatesRefused)
        if bool(self.from_time) != bool(self.to_time) or (self.from_time and self.from_time >= self.to_time):
            frappe.throw(_("Give both times, the earlier one first, or neither."), DatesRefused)


def on_doctype_update() -> None:
    """Clashes are looked for by trainer and day."""
    frappe.db.add_index("Trainer Unavailability", ["trainer", "from_date"])
