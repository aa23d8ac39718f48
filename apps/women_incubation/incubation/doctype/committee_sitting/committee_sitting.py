"""One sitting of a committee: who was present, which conflicts were declared, what was decided and why."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.incubation import sittings
from women_incubation.incubation.errors import SittingFrozen, SittingNotReady
from women_incubation.territory.days import as_day

PLANNED, HELD, SIGNED = "Planned", "Held", "Signed"
NEXT = {PLANNED: HELD, HELD: SIGNED}


class CommitteeSitting(SafeSave):
    """Planned, then held, then signed. Held: presence and quorum are fixed. Signed: everything is.

    Between the two a decision that no project has taken over yet may still be corrected or added: the minutes
    are written after the sitting.
    """

    def validate(self) -> None:
        """A list of named checks."""
        as_day(self.sitting_date)
        self.check_status()
        self.check_frozen()
        if self.is_planned():
            sittings.copy_committee(self)
        self.set_members_present()
        check_private_files(self)
        sittings.check_presences(self)
        sittings.check_decisions(self)
        self.check_held()
        self.check_signed()

    def on_update(self) -> None:
        """Record that it was held, or signed."""
        before = self.get_doc_before_save()
        if before and before.status != self.status:
            record("sitting_status_changed", self, from_state=before.status, to_state=self.status)

    def on_trash(self) -> None:
        """Only a planned sitting can be deleted."""
        if self.status != PLANNED:
            frappe.throw(_("This sitting was held and can no longer be deleted."), SittingFrozen)

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """Decisions cite the sitting by its name."""
        frappe.throw(_("A sitting keeps its name: decisions cite it."), SittingFrozen)

    def is_planned(self) -> bool:
        """Whether the stored sitting, if there is one, is still planned."""
        before = self.get_doc_before_save()
        return not before or before.status == PLANNED

    def check_status(self) -> None:
        """One step at a time, from planned to held to signed."""
        before = self.get_doc_before_save()
        if not before and self.status != PLANNED:
            frappe.throw(_("A new sitting starts as planned."), SittingFrozen)
        if before and before.status != self.status and NEXT.get(before.status) != self.status:
            sentence = _("A sitting does not go from {0} to {1}.")
            frappe.throw(sentence.format(_(before.status), _(self.status)), SittingFrozen)

    def check_frozen(self) -> None:
        """Raises SittingFrozen naming what was changed although the sitting was held or signed."""
        before = self.get_doc_before_save()
        if before and before.status == SIGNED:
            sittings.refuse_changes(self, before, allowed=frozenset())
        if before and before.status == HELD:
            sittings.refuse_changes(self, before, allowed=sittings.OPEN_WHILE_HELD)
            sittings.refuse_changed_decisions(self, before)

    def set_members_present(self) -> None:
        """Counted, never typed."""
        self.members_present = sum(1 for row in self.presences if row.present)

    def check_held(self) -> None:
        """Not held in the future, nor without quorum, nor without the reasons of each decision."""
        if self.status == PLANNED:
            return
        if as_day(self.sitting_date) > getdate():
            frappe.throw(_("A sitting of a future day cannot be held yet."), SittingNotReady)
        if self.members_present < self.quorum_required:
            sentence = _("{0} members are present; the quorum is {1}.")
            frappe.throw(sentence.format(self.members_present, self.quorum_required), SittingNotReady)
        sittings.check_reasons(self)

    def check_signed(self) -> None:
        """Signed minutes are attached."""
        if self.status == SIGNED and not self.signed_minutes:
            frappe.throw(_("Attach the signed minutes first."), SittingNotReady)
