"""A woman is sent to a service, which has a day by which it should answer. No sensitive text here."""

import frappe
from frappe import _
from frappe.utils import getdate, today

from women_incubation.audit.entries import record
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people import consent
from women_incubation.people.errors import ConsentMissing, DatesOutOfOrder, ReferralRefused
from women_incubation.territory.days import as_day

WAITING, WITHDRAWN = "Waiting", "Consent Withdrawn"
FIXED = ("beneficiary", "organisation", "reason", "referred_on")


class Referral(KeptRecord, SafeSave):
    """Her data goes to the service with her consent only; what was sent is not rewritten."""

    def validate(self) -> None:
        before = self.get_doc_before_save()
        self.unit = frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        self.referred_by = before.referred_by if before else frappe.session.user
        self.check_fixed(before)
        self.check_dates()
        self.check_outcome(before)
        if not before:
            self.check_consent()

    def on_update(self) -> None:
        if self.has_value_changed("outcome"):
            record("referral_" + frappe.scrub(self.outcome), self, organisation=self.organisation)

    def check_fixed(self, before: "Referral | None") -> None:
        """What was sent, to whom and when, stays as it was."""
        for field in FIXED if before else ():
            if self.has_value_changed(field):
                label = _(self.meta.get_label(field))
                frappe.throw(_("{0} is not changed after the referral.").format(label), ReferralRefused)

    def check_dates(self) -> None:
        """Referred today or before; the answer is due on that day or after."""
        if as_day(self.referred_on) > getdate(today()):
            frappe.throw(_("A referral cannot be made in the future."), DatesOutOfOrder)
        if as_day(self.due_on) < as_day(self.referred_on):
            frappe.throw(_("The answer cannot be due before the referral."), DatesOutOfOrder)

    def check_outcome(self, before: "Referral | None") -> None:
        """An outcome has its day; what her withdrawal ended is not opened again."""
        if before and before.outcome == WITHDRAWN and self.outcome != WITHDRAWN:
            frappe.throw(
                _("She withdrew her consent: this referral is over. Make a new one."), ReferralRefused
            )
        if self.outcome == WAITING:
            self.outcome_on = None
            return
        self.outcome_on = as_day(self.outcome_on or today())
        if not as_day(self.referred_on) <= self.outcome_on <= getdate(today()):
            frappe.throw(_("The outcome lies between the referral and today."), DatesOutOfOrder)

    def check_consent(self) -> None:
        """Nobody is referred without having agreed to it."""
        if not consent.in_force(self.beneficiary, consent.SHARING, today()):
            frappe.throw(
                _("She has not agreed that her data is shared with services. Record her consent first."),
                ConsentMissing,
            )
