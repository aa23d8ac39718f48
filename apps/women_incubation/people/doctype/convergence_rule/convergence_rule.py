"""What receiving another programme's support means for a project, between two dates."""

import frappe
from frappe import _

from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import DatesOutOfOrder, OverlappingRules
from women_incubation.territory.days import as_day, as_last_day


class ConvergenceRule(SafeSave):
    """At most one rule for a programme on any day, so that the answer is never ambiguous."""

    def validate(self) -> None:
        if as_last_day(self.valid_to) < as_day(self.valid_from):
            frappe.throw(_("The rule ends before it starts."), DatesOutOfOrder)
        self.check_no_overlap()

    def check_no_overlap(self) -> None:
        """Refuse a second rule for the programme on the same days, naming the first."""
        others = frappe.get_all(
            "Convergence Rule",
            filters={
                "programme": self.programme,
                "name": ["!=", self.name or ""],
                "valid_from": ["<=", as_last_day(self.valid_to)],
            },
            fields=["name", "valid_from", "valid_to"],
        )
        for other in others:
            if as_last_day(other.valid_to) >= as_day(self.valid_from):
                frappe.throw(
                    _("Rule {0} already speaks of this programme from {1} on. End it first.").format(
                        other.name, other.valid_from
                    ),
                    OverlappingRules,
                )
