"""Rules of eligibility and points of priority, between two dates."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import DatesOutOfOrder, RuleSetRefused
from women_incubation.people.targeting.rules import CHOICES, NUMBERS
from women_incubation.territory.days import as_day, as_last_day

SOURCE = {  # fact -> document and field whose options may be named
    "Category": ("Beneficiary", "category"),
    "Education": ("Beneficiary", "education_level"),
    "Other Support": ("External Support", "programme"),
}


class EligibilityRuleSet(SafeSave):
    """What each rule needs is there, and names things that exist. Selections keep a copy of their own."""

    def validate(self) -> None:
        if as_last_day(self.valid_to) < as_day(self.valid_from):
            frappe.throw(_("The rules end before they start."), DatesOutOfOrder)
        if not self.rules and not self.criteria:
            frappe.throw(_("A rule set has a rule or a criterion at least."), RuleSetRefused)
        for row in (*self.rules, *self.criteria):
            check_row(row)

    def on_update(self) -> None:
        record("eligibility_rules_changed", self, valid_from=as_day(self.valid_from))


def check_row(row: Document) -> None:
    """A number has a limit, a choice its options, a place its unit, training its path."""
    problem = None
    if row.fact in NUMBERS:
        problem = limits_problem(row)
    elif row.fact in CHOICES:
        problem = options_problem(row)
    elif row.fact == "Place" and not row.place:
        problem = _("choose the territorial unit")
    elif row.fact == "Training" and not row.training_path:
        problem = _("choose the training path")
    if problem:
        message = _("Row {0}, {1}: {2}.").format(row.idx, _(row.fact), problem)
        frappe.throw(message, RuleSetRefused)


def limits_problem(row: Document) -> str | None:
    """What is wrong with the limits of a number."""
    if not (row.minimum or row.maximum):
        return _("give the least or the greatest value")
    if row.maximum and (row.minimum or 0) > row.maximum:
        return _("the least value is above the greatest")
    return None


def options_problem(row: Document) -> str | None:
    """What is wrong with the options of a choice."""
    doctype, field = SOURCE[row.fact]
    known = set(frappe.get_meta(doctype).get_field(field).options.split("\n"))
    named = [line.strip() for line in (row.options or "").splitlines() if line.strip()]
    unknown = [option for option in named if option not in known]
    if not named:
        return _("name one option a line")
    return _("{0} is not one of the options").format(unknown[0]) if unknown else None
