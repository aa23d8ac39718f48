"""Two files that may be of one woman; what was decided, why and by whom; and what a merge changed."""

import frappe
from frappe import _
from frappe.utils import now

from women_incubation.audit.entries import record
from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.duplicates.deciding import require_decider
from women_incubation.people.errors import ReasonMissing, ReviewClosed

BY_A_PERSON = {"status", "reason"}


class DuplicateReview(KeptRecord, SafeSave):
    """Opened by whoever meets the pair; decided once. A merge is decided by `people.merging` alone."""

    def validate(self) -> None:
        self.unit = frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        self.check_pair()
        self.check_written_once()
        self.write_decision()

    def after_insert(self) -> None:
        record("duplicate_review_opened", self, beneficiary=self.beneficiary, other=self.other)

    def on_update(self) -> None:
        if self.flags.decided:
            record("duplicate_reviewed", self, status=self.status, other=self.other)

    def check_pair(self) -> None:
        """Two different files. `other` is no link: a form would show her name to whom she is hidden from."""
        if self.is_new() and not frappe.db.exists("Beneficiary", self.other):
            frappe.throw(_("There is no file with this number."), ReviewClosed)
        if self.beneficiary == self.other:
            frappe.throw(_("Choose two different women."), ReviewClosed)

    def check_written_once(self) -> None:
        """What was found, and what was decided, is not rewritten."""
        before = self.get_doc_before_save()
        if not before or self.flags.by_service:
            return
        allowed = BY_A_PERSON if before.status == "Open" else set()
        if changed_fields(self, before) - allowed:
            throw_closed()

    def write_decision(self) -> None:
        """Who decided and when, at the moment of deciding; with a reason, by a role that may."""
        before = self.get_doc_before_save()
        was = before.status if before else "Open"
        self.status = self.status or "Open"
        if self.status == was:
            if not before and not self.flags.by_service:
                self.decided_by = self.decided_on = self.before = self.after = None
            return
        if self.status == "Merged" and not self.flags.by_service:
            frappe.throw(_("Use the action Merge: it moves the records of both files."), ReviewClosed)
        if not (self.reason or "").strip():
            frappe.throw(_("Give the reason of the decision: it is asked for later."), ReasonMissing)
        require_decider()
        self.decided_by, self.decided_on = frappe.session.user, now()
        self.flags.decided = True


def throw_closed() -> None:
    """Say that the review is over."""
    frappe.throw(_("This review is decided; it is not changed."), ReviewClosed)
