"""What a woman agreed to, when and how; and since when no longer."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from women_incubation.audit.entries import record
from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people import withdrawal
from women_incubation.people.errors import ConsentClosed, DatesOutOfOrder
from women_incubation.territory.days import as_day

WRITTEN_ONCE = {"beneficiary", "purpose", "given_on", "channel"}


class Consent(KeptRecord, SafeSave):
    """Written once; the only later change is its withdrawal, which is final."""

    def validate(self) -> None:
        self.unit = frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        self.check_written_once()
        self.check_dates()
        check_private_files(self)

    def on_update(self) -> None:
        before = self.get_doc_before_save()
        if not before:
            record("consent_given", self, purpose=self.purpose, on=getdate(self.given_on))
        if self.withdrawn_on and not (before and before.withdrawn_on):
            record("consent_withdrawn", self, purpose=self.purpose, on=getdate(self.withdrawn_on))
            withdrawal.take_effect(self.beneficiary, self.purpose)

    def check_written_once(self) -> None:
        """Refuse to rewrite what was agreed, or to take a withdrawal back."""
        before = self.get_doc_before_save()
        if not before:
            return
        fixed = WRITTEN_ONCE | ({"withdrawn_on"} if before.withdrawn_on else set())
        rewritten = changed_fields(self, before) & fixed
        if rewritten:
            labels = ", ".join(sorted(_(self.meta.get_label(field)) for field in rewritten))
            frappe.throw(
                _("A consent is not rewritten ({0}). Withdraw it and record a new one.").format(labels),
                ConsentClosed,
            )

    def check_dates(self) -> None:
        """Given on or before today; withdrawn after it was given, not in the future."""
        given, day = as_day(self.given_on), getdate(today())
        if given > day:
            frappe.throw(_("A consent cannot be given in the future."), DatesOutOfOrder)
        if self.withdrawn_on and not given <= as_day(self.withdrawn_on) <= day:
            frappe.throw(_("A consent is withdrawn between the day it was given and today."), DatesOutOfOrder)
