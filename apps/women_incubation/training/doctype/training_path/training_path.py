"""Ordered modules, and how much of them a woman must attend."""

import frappe
from frappe import _
from frappe.utils import flt

from women_incubation.audit.safe_save import SafeSave
from women_incubation.training.errors import DatesRefused
from women_incubation.training.typed_values import check_filled, write_dates


class TrainingPath(SafeSave):
    """Named checks, in order."""

    def validate(self) -> None:
        check_filled(self)
        write_dates(self, "valid_from", "valid_to")
        self.check_thresholds()
        self.check_dates()
        self.check_modules_once()

    def check_thresholds(self) -> None:
        """Percentages, 0 to 100."""
        for field in ("attendance_threshold", "test_threshold"):
            if not 0 <= flt(self.get(field)) <= 100:
                label = _(self.meta.get_label(field))
                frappe.throw(_("{0} lies between 0 and 100.").format(label))

    def check_dates(self) -> None:
        """It ends no earlier than it starts."""
        if self.valid_to and self.valid_to < self.valid_from:
            frappe.throw(_("The training path ends before it starts."), DatesRefused)

    def check_modules_once(self) -> None:
        """A module stands in a path once."""
        seen: set[str] = set()
        for row in self.modules:
            if row.module in seen:
                frappe.throw(_("Row {0}: the module {1} is in the path already.").format(row.idx, row.module))
            seen.add(row.module)
