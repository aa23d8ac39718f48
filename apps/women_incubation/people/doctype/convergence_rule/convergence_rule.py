"""What receiving another programme's support means for a project, between two dates."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import DatesOutOfOrder, OverlappingRules

END_OF_TIME = "9999-12-31"


class ConvergenceRule(SafeSave):
    """At most one rule for a programme on any day, so that the answer is never ambiguous."""

    def validate(self) -> None:
        if self.valid_to and getdate(self.valid_to) < getdate(self.valid_from):
            frappe.throw(_("The rule ends before it starts."), DatesOutOfOrder)
        self.check_no_overlap()

    def check_no_overlap(self) -> None:
        """Refuse a second rule for the programme on the same days, naming the first."""
        others = frappe.get_all(
            "Convergence Rule",
            filters={
                "programme": self.programme,
                "name": ["!=", self.name or ""],
                "valid_from": ["<=", self.valid_to or END_OF_TIME],
            },
            fields=["name", "valid_from", "valid_to"],
        )
        for other in others:
            if getdate(other.valid_to or END_OF_TIME) >= getdate(self.valid_from):
                frappe.throw(
                    _("Rule {0} already speaks of this programme from {1} on. End it first.").format(
                        other.name, other.valid_from
                    ),
                    OverlappingRules,
                )
