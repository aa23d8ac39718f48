"""Something that is taught, and how long it takes."""

import frappe
from frappe import _
from frappe.utils import cint, cstr

from women_incubation.audit.safe_save import SafeSave


class CapacityBuildingModule(SafeSave):
    """A module of the catalogue."""

    def before_insert(self) -> None:
        """Before the name is taken from it."""
        self.code = cstr(self.code).strip().upper()

    def validate(self) -> None:
        if cint(self.duration_minutes) <= 0:
            frappe.throw(_("Say how many minutes the module takes."))
