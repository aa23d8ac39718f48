"""Something that is taught, how long it takes, and what has to be taught before it."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from women_incubation.audit.safe_save import SafeSave
from women_incubation.training.path_rules import prerequisites_of


class CapacityBuildingModule(SafeSave):
    """A module of the catalogue."""

    def before_insert(self) -> None:
        """Before the name is taken from it."""
        self.code = cstr(self.code).strip().upper()

    def validate(self) -> None:
        if cint(self.duration_minutes) <= 0:
            frappe.throw(_("Say how many minutes the module takes."))
        self.check_prerequisites_once()
        self.check_no_circle()

    def check_prerequisites_once(self) -> None:
        """Each module stands in the list once."""
        seen: set[str] = set()
        for row in self.prerequisites:
            if row.module in seen:
                frappe.throw(_("Row {0}: the module {1} is named twice.").format(row.idx, row.module))
            seen.add(row.module)

    def check_no_circle(self) -> None:
        """No module comes before itself, on whatever way round."""
        before = {row.module for row in self.prerequisites}
        reached: set[str] = set()
        while before:
            if self.name in before:
                frappe.throw(_("The module {0} would have to be held before itself.").format(self.name))
            reached |= before
            before = set().union(*prerequisites_of(before).values()) - reached
