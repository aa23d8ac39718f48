"""Dated rules held as data, applied to facts. Only the snapshot and the places are read.

A rule looks at one fact. A woman of whom the fact is not recorded does not meet it.
"""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.people.errors import RuleSetRefused
from women_incubation.people.services import age_on
from women_incubation.people.targeting.facts import Facts, places, rsu_score
from women_incubation.territory.days import as_last_day

NUMBERS = ("Age", "RSU Score", "Children")
CHOICES = ("Category", "Education", "Other Support")
FIELDS = ("fact", "minimum", "maximum", "options", "place", "training_path", "is_not")
Places = dict[str, tuple[int, int]]


class RuleResult(NamedTuple):
    """One rule with the woman's value. `explanation` is in her language; empty while nobody asked for it."""

    rule: dict
    value: Any
    passed: bool
    explanation: str = ""


class Decision(NamedTuple):
    """Whether she is eligible, why, and her points."""

    eligible: bool
    rules: list[RuleResult]
    criteria: list[RuleResult]
    score: int


def snapshot(rule_set: Document | str) -> dict:
    """The rules as plain values, to be kept with what was decided by them."""
    doc = frappe.get_doc("Eligibility Rule Set", rule_set) if isinstance(rule_set, str) else rule_set
    return {
        "rule_set": doc.name,
        "title": doc.title,
        "title_ar": doc.title_ar,
        "valid_from": str(getdate(doc.valid_from)),
        "valid_to": str(getdate(doc.valid_to)) if doc.valid_to else None,
        "appeal_days": doc.appeal_days,
        "appeal_address": doc.appeal_address or "",
        "rules": [as_rule(row) for row in doc.rules],
        "criteria": [as_rule(row) | {"points": row.points} for row in doc.criteria],
    }


def as_rule(row: Document) -> dict:
    """A row's values; the options as a list."""
    rule = {field: row.get(field) for field in FIELDS}
    return rule | {"options": [line.strip() for line in (row.options or "").splitlines() if line.strip()]}


def require_in_force(rules: dict, on: date) -> None:
    """Raise RuleSetRefused unless the rules are valid on the day."""
    if not getdate(rules["valid_from"]) <= on <= as_last_day(rules["valid_to"]):
        message = _("The rule set {0} is not in force on that day.").format(rules["title"])
        frappe.throw(message, RuleSetRefused)


def evaluate(person: Facts, rules: dict, on: date, units: Places | None = None) -> Decision:
    """Apply every rule and every criterion to one woman."""
    units = places() if units is None else units
    results = [apply(rule, person, on, units) for rule in rules["rules"]]
    criteria = [apply(rule, person, on, units) for rule in rules["criteria"]]
    score = sum(result.rule["points"] for result in criteria if result.passed)
    return Decision(all(result.passed for result in results), results, criteria, score)


def apply(rule: dict, person: Facts, on: date, units: Places) -> RuleResult:
    """One rule on one woman."""
    value = VALUES[rule["fact"]](person, on)
    if value is None:
        return RuleResult(rule, None, False)
    met = holds(rule, value, units) != bool(rule.get("is_not"))
    return RuleResult(rule, sorted(value) if isinstance(value, frozenset) else value, met)


def holds(rule: dict, value: Any, units: Places) -> bool:
    """Whether the value is what the rule speaks of."""
    if rule["fact"] in NUMBERS:
        return (rule["minimum"] or 0) <= value and (not rule["maximum"] or value <= rule["maximum"])
    if rule["fact"] in CHOICES:
        return bool(set(rule["options"]) & (value if isinstance(value, frozenset) else {value}))
    if rule["fact"] == "Place":
        (lft, rgt), (low, high) = units[rule["place"]], units[value]
        return lft <= low and high <= rgt
    return rule["training_path"] in value


VALUES: dict[str, Callable[[Facts, date], Any]] = {
    "Age": lambda person, on: age_on(person.woman.birth_date, on),
    "Children": lambda person, on: person.woman.children_count or 0,
    "RSU Score": lambda person, on: rsu_score(person.woman, on),
    "Category": lambda person, on: person.woman.category,
    "Education": lambda person, on: person.woman.education_level or None,
    "Place": lambda person, on: person.woman.unit,
    "Other Support": lambda person, on: person.support,
    "Training": lambda person, on: person.trained,
}
