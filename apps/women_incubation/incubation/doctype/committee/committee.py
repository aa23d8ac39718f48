"""A local, provincial or regional committee of human development, with its members and quorum."""

import frappe
from frappe import _

from women_incubation.audit.safe_save import SafeSave
from women_incubation.incubation.errors import CommitteeNotConsistent
from women_incubation.territory.days import as_day


class Committee(SafeSave):
    """Its sittings copy quorum and members, so a later change reaches later sittings only."""

    def validate(self) -> None:
        """A list of named checks."""
        self.check_members_differ()
        self.check_chair()
        self.check_quorum()
        self.check_terms()

    def check_members_differ(self) -> None:
        """Nobody is listed twice, by name or by log-in."""
        for fieldname in ("member_name", "user"):
            values = [row.get(fieldname) for row in self.members if row.get(fieldname)]
            if len(set(values)) < len(values):
                frappe.throw(_("A member is listed twice."), CommitteeNotConsistent)

    def check_chair(self) -> None:
        """One member takes the chair."""
        if sum(row.capacity == "Chair" for row in self.members) != 1:
            frappe.throw(_("A committee has exactly one chair."), CommitteeNotConsistent)

    def check_quorum(self) -> None:
        """The quorum can be reached, and is not nothing."""
        if not 1 <= self.quorum <= len(self.members):
            sentence = _("The quorum is a number from 1 to {0}, the number of members.")
            frappe.throw(sentence.format(len(self.members)), CommitteeNotConsistent)

    def check_terms(self) -> None:
        """A term does not end before it begins."""
        for row in self.members:
            if row.term_from and row.term_to and as_day(row.term_to) < as_day(row.term_from):
                sentence = _("Row {0}: the term ends before it begins.")
                frappe.throw(sentence.format(row.idx), CommitteeNotConsistent)
