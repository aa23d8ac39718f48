"""Support that a woman receives from another public programme."""

import frappe
from frappe import _

from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import DatesOutOfOrder
from women_incubation.territory.days import as_day, as_last_day


class ExternalSupport(KeptRecord, SafeSave):
    """Read by the convergence check."""

    def validate(self) -> None:
        self.unit = frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        if as_last_day(self.end_date) < as_day(self.start_date):
            frappe.throw(_("The support ends before it starts."), DatesOutOfOrder)
        check_private_files(self)
