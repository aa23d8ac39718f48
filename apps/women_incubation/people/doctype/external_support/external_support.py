"""Support that a woman receives from another public programme."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import DatesOutOfOrder


class ExternalSupport(SafeSave):
    """Read by the convergence check."""

    def validate(self) -> None:
        self.unit = frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        if self.end_date and getdate(self.end_date) < getdate(self.start_date):
            frappe.throw(_("The support ends before it starts."), DatesOutOfOrder)
