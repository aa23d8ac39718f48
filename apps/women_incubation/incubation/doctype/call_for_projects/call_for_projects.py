"""A call for projects: its dates, its funding rule and the criteria by which proposals are judged."""

from decimal import Decimal

import frappe
from frappe import _

from women_incubation.audit import frozen_fields
from women_incubation.audit.safe_save import SafeSave
from women_incubation.funding import rules
from women_incubation.incubation.errors import CallFrozen, CallNotConsistent
from women_incubation.territory.days import as_day

NEXT = {"Draft": ("Published",), "Published": ("Closed",), "Closed": ("Published",)}
FROZEN_ONCE_PUBLISHED = {
    "unit",
    "opens_on",
    "funding_rule",
    "training_path",
    "projects_per_woman",
    "appeal_days",
    "evaluation_spread_limit",
    "criteria",
}


class CallforProjects(SafeSave):
    """Women read it once it is published; from then on what they rely on stays as it is."""

    def validate(self) -> None:
        """A list of named checks."""
        self.check_dates()
        self.check_status()
        self.check_frozen()
        self.check_weights()
        self.check_rule()
        self.check_numbers()

    def check_dates(self) -> None:
        """It closes on the day it opens, or later."""
        if as_day(self.closes_on) < as_day(self.opens_on):
            frappe.throw(_("The call closes before it opens."), CallNotConsistent)

    def check_status(self) -> None:
        """Draft, Published, Closed; a closed call may be published again."""
        before = self.get_doc_before_save()
        if before and before.status != self.status and self.status not in NEXT[before.status]:
            sentence = _("A call goes from {0} to {1} only.")
            allowed = ", ".join(_(status) for status in NEXT[before.status])
            frappe.throw(sentence.format(_(before.status), allowed), CallNotConsistent)

    def check_frozen(self) -> None:
        """What a published call promised stays; its last day may be put off, not brought forward."""
        before = self.get_doc_before_save()
        if not before or before.status == "Draft":
            return
        changed = frozen_fields.changed_fields(self, before) & FROZEN_ONCE_PUBLISHED
        if changed:
            labels = ", ".join(sorted(_(self.meta.get_label(field)) for field in changed))
            frappe.throw(
                _("This call is published. These fields stay as they are: {0}.").format(labels), CallFrozen
            )
        if as_day(self.closes_on) < as_day(before.closes_on):
            frappe.throw(_("A published call cannot close earlier than announced."), CallFrozen)

    def check_weights(self) -> None:
        """Criteria are told apart by their titles, can be scored, and weigh 100 together."""
        titles = [row.title_fr for row in self.criteria]
        if len(set(titles)) < len(titles):
            frappe.throw(_("Two criteria have the same French title."), CallNotConsistent)
        for row in self.criteria:
            if not row.max_score or not row.weight:
                sentence = _("Row {0}: a criterion has a weight and a greatest score above zero.")
                frappe.throw(sentence.format(row.idx), CallNotConsistent)
        total = sum((Decimal(str(row.weight)) for row in self.criteria), Decimal(0))
        if total != 100:
            frappe.throw(_("The weights add up to {0}, not to 100.").format(total), CallNotConsistent)

    def check_rule(self) -> None:
        """The funding rule is valid to the last day. Raises RuleNotInForce or CallNotConsistent."""
        rule = rules.rule_for(self)
        if not rules.is_in_force(rule, self.closes_on):
            sentence = _("The rule {0} ends before the call closes.")
            frappe.throw(sentence.format(rule.title), CallNotConsistent)

    def check_numbers(self) -> None:
        """A woman may have one project at least, and a day at least to appeal."""
        for field in ("projects_per_woman", "appeal_days"):
            if (self.get(field) or 0) < 1:
                label = _(self.meta.get_label(field))
                frappe.throw(_("{0}: give a number of one or more.").format(label), CallNotConsistent)
