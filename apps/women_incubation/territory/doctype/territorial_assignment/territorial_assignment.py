"""Which part of the territory a person works in, and until when."""

import frappe
from frappe import _

from women_incubation.audit.entries import record
from women_incubation.audit.safe_save import SafeSave
from women_incubation.territory.access import visible_ranges
from women_incubation.territory.days import as_day, as_last_day
from women_incubation.territory.errors import AssignedByOneself, AssignmentDates, SubstituteUnexplained


class TerritorialAssignment(SafeSave):
    """A change shows at once: the scope is read for each request, and what Frappe kept for the user goes."""

    def validate(self) -> None:
        self.check_dates()
        self.check_substitute()
        self.check_not_oneself()

    def on_update(self) -> None:
        record("territory_assigned", self, **self.as_detail())
        self.forget_what_was_cached()

    def on_trash(self) -> None:
        self.check_not_oneself()
        record("territory_withdrawn", self, **self.as_detail())
        self.forget_what_was_cached()

    def check_dates(self) -> None:
        """An end comes after its beginning."""
        if as_last_day(self.valid_to) < as_day(self.valid_from):
            frappe.throw(_("The assignment ends before it starts."), AssignmentDates)

    def check_substitute(self) -> None:
        """A substitute stands in for somebody else, for a reason, until a day."""
        if not self.substitute_for:
            return
        if self.substitute_for == self.user:
            frappe.throw(_("Nobody is their own substitute."), SubstituteUnexplained)
        if not ((self.reason or "").strip() and self.valid_to):
            frappe.throw(_("Give the reason of the substitution and its last day."), SubstituteUnexplained)

    def check_not_oneself(self) -> None:
        """Nobody gives himself a territory, takes a limit of his own away, or hands his own to another.

        It takes another administrator; whoever sees everything anyway (visible_ranges is None) is not held.
        """
        before = self.get_doc_before_save()
        people = {self.user, before.user if before else None}
        if frappe.session.user in people and visible_ranges() is not None:
            frappe.throw(_("Another administrator assigns you a territory."), AssignedByOneself)

    def as_detail(self) -> dict[str, object]:
        """What the audit entry says."""
        return {
            "user": self.user,
            "unit": self.unit,
            "valid_from": as_day(self.valid_from),
            "valid_to": as_day(self.valid_to) if self.valid_to else None,
            "substitute_for": self.substitute_for,
        }

    def forget_what_was_cached(self) -> None:
        """Counts and menus that Frappe keeps for a user may show what they no longer see."""
        frappe.clear_cache(user=self.user)
