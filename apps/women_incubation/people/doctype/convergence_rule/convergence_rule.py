"""What receiving another programme's support means for a project, between two dates."""

import frappe
from frappe import _

from women_incubation.audit.entries import record
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import DatesOutOfOrder, LegalBasisUndated, OverlappingRules
from women_incubation.territory.days import as_day, as_last_day

PROPOSAL = "Proposal"  # from the catalogue, to be confirmed; it is not applied


class ConvergenceRule(SafeSave):
    """At most one rule for a programme on any day, so that the answer is never ambiguous."""

    def validate(self) -> None:
        if as_last_day(self.valid_to) < as_day(self.valid_from):
            frappe.throw(_("The rule ends before it starts."), DatesOutOfOrder)
        self.check_legal_basis()
        if self.status != PROPOSAL:
            self.check_no_overlap()

    def on_update(self) -> None:
        record("convergence_rule_changed", self, programme=self.programme, effect=self.effect)

    def check_legal_basis(self) -> None:
        """A text that allows the check without consent has its date."""
        if (self.legal_basis or "").strip() and not self.legal_basis_date:
            frappe.throw(_("Give the date of the text that is the legal basis."), LegalBasisUndated)
        if self.legal_basis_date:
            self.legal_basis_date = as_day(self.legal_basis_date)
        check_private_files(self)

    def check_no_overlap(self) -> None:
        """Refuse a second rule for the programme on the same days, naming the first."""
        others = frappe.get_all(
            "Convergence Rule",
            filters={
                "programme": self.programme,
                "status": ["!=", PROPOSAL],
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
