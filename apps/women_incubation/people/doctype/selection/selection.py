"""A ranked list of women for a number of places, by a dated rule set."""

import frappe
from frappe import _

from women_incubation.audit import frozen_fields
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import SelectionRefused

BY_SERVICE = (
    "status",
    "ranked_at",
    "judged",
    "selected",
    "frozen_on",
    "frozen_by",
    "appeals_until",
    "rows_digest",
    "snapshot",
)
DECIDING = ("unit", "rule_set", "decided_on", "places")


class Selection(SafeSave):
    """Ranked and frozen by `people.targeting`; a person names the place, the rules and the places."""

    def validate(self) -> None:
        before = self.get_doc_before_save()
        if before and before.status == "Frozen":
            frappe.throw(_("This selection is frozen."), SelectionRefused)
        if not self.flags.by_service:
            frozen_fields.restore(self, BY_SERVICE)
            self.drop_outdated_ranking(before)
        if (self.places or 0) < 1:
            frappe.throw(_("A selection has at least one place."), SelectionRefused)

    def on_trash(self) -> None:
        if self.status == "Frozen":
            frappe.throw(_("This selection is frozen."), SelectionRefused)
        frappe.db.delete("Selection Row", {"selection": self.name})

    def save_result(self) -> None:
        """Save what `people.targeting` wrote: the only save that may."""
        self.flags.by_service = True
        try:
            self.save()
        finally:
            self.flags.by_service = False

    def drop_outdated_ranking(self, before: "Selection | None") -> None:
        """A ranking for other rules, places or days is none."""
        if before and any(self.has_value_changed(field) for field in DECIDING):
            frappe.db.delete("Selection Row", {"selection": self.name})
            self.ranked_at, self.judged, self.snapshot = None, 0, None
