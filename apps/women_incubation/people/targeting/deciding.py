"""The one function that says whether a woman is eligible, and why."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.people.targeting.facts import gather
from women_incubation.people.targeting.rules import (
    Decision,
    RuleResult,
    evaluate,
    require_in_force,
    snapshot,
)
from women_incubation.people.targeting.words import Words


def decide(
    beneficiary: str, rule_set: Document | str | dict, on: date | str, language: str | None = None
) -> Decision:
    """The decision on a woman by a rule set (its name, document or snapshot) on a day.

    Each rule comes with her value and an explanation in `language` (her own, when none is named). Raises
    RuleSetRefused when the set is not in force on that day, DoesNotExistError for nobody.
    """
    rules = rule_set if isinstance(rule_set, dict) else snapshot(rule_set)
    day = getdate(on)
    require_in_force(rules, day)
    found = gather([beneficiary], day)
    if not found:
        frappe.throw(_("There is no such file."), frappe.DoesNotExistError)
    decision = evaluate(found[0], rules, day)
    words = Words(language or found[0].woman.preferred_language or "ar")
    return decision._replace(
        rules=explained(decision.rules, words), criteria=explained(decision.criteria, words)
    )


def explained(results: list[RuleResult], words: Words) -> list[RuleResult]:
    """The results with their sentences."""
    return [result._replace(explanation=words.rule(result)) for result in results]
