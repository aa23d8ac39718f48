"""Something that is taught, and how long it takes."""

import frappe
from frappe import _

from women_incubation.audit.safe_save import SafeSave


class CapacityBuildingModule(SafeSave):
    """A module of the catalogue."""

    def validate(self) -> None:
        self.code = (self.code or "").strip().upper()
        if (self.duration_minutes or 0) <= 0:
            frappe.throw(_("Say how many minutes the module takes."))
