"""A woman asks for her data, or for its erasure (Law 09-08, articles 7 to 9)."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from women_incubation.audit.entries import record
from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.rights.errors import RequestClosed
from women_incubation.territory.days import as_day

WRITTEN_BY_SERVER = ("status", "step", "plan", "file", "expires_on", "done_at", "unit", "handled_by")


class RightsRequest(SafeSave):
    """Written by the data-protection officer; carried out by people/rights/api.py."""

    def validate(self) -> None:
        self.check_rewriting()
        self.check_date()
        self.write_place()

    def after_insert(self) -> None:
        record("rights_asked", self, beneficiary=self.beneficiary, kind=self.kind, on=as_day(self.asked_on))

    def on_trash(self) -> None:
        frappe.throw(_("A request of a person stays on record."), RequestClosed)

    def check_rewriting(self) -> None:
        """What was asked is not changed; what happened is written by the server."""
        before = self.get_doc_before_save()
        for field in WRITTEN_BY_SERVER:
            self.set(field, before.get(field) if before else None)
        self.status = self.status or "Asked"
        if before and changed_fields(self, before):
            frappe.throw(_("A request of a person is not changed. Write a new one."), RequestClosed)

    def check_date(self) -> None:
        """Asked today or before."""
        if as_day(self.asked_on) > getdate(today()):
            frappe.throw(_("A request cannot have been made in the future."), RequestClosed)

    def write_place(self) -> None:
        """It lies where she lives."""
        self.unit = self.unit or frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        self.handled_by = self.handled_by or frappe.session.user
