"""Funding rules: dated, and copied onto a project when its call applies them.

A rule may be edited or replaced at any time; a project keeps the copy that was taken for it. So this module
never reads a rule on behalf of a project that already has its snapshot.
"""

from decimal import ROUND_DOWN, Decimal
from typing import Protocol

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.funding.errors import RuleNotInForce
from women_incubation.funding.money import centimes_of

HUNDRED = Decimal(100)


class Call(Protocol):
    """What this room needs to know of a call for projects."""

    funding_rule: str
    opens_on: object


def rule_for(call: Call) -> Document:
    """The Funding Rule that the call applies. Raises RuleNotInForce if it is not valid on its first day."""
    rule = frappe.get_doc("Funding Rule", call.funding_rule)
    if not is_in_force(rule, call.opens_on):
        frappe.throw(
            _("The rule {0} is not in force on {1}, when the call opens.").format(rule.title, call.opens_on),
            RuleNotInForce,
        )
    return rule


def is_in_force(rule: Document, on: object) -> bool:
    """Whether the rule is valid on that day (both ends included)."""
    day = getdate(on)
    return getdate(rule.valid_from) <= day and (not rule.valid_to or day <= getdate(rule.valid_to))


def snapshot(rule: Document | str) -> dict:
    """A copy of the rule to keep on a project, plain enough for JSON.

    Amounts in integer centimes (`ceiling_centimes`, `second_approval_above_centimes`), percents as numbers,
    dates ISO. `tranches` is a list of {percent, condition, label, milestone, needs_training,
    justified_percent} in order; a tranche without its own justified_percent takes the rule's.
    """
    rule = frappe.get_doc("Funding Rule", rule) if isinstance(rule, str) else rule
    return {
        "rule": rule.name,
        "title": rule.title,
        "programme": rule.programme,
        "valid_from": str(rule.valid_from),
        "valid_to": str(rule.valid_to) if rule.valid_to else None,
        "ceiling_centimes": centimes_of(rule, "ceiling"),
        "max_share_percent": rule.max_share_percent,
        "own_contribution_percent": rule.own_contribution_percent,
        "min_age": rule.min_age or None,
        "max_age": rule.max_age or None,
        "second_approval_above_centimes": centimes_of(rule, "second_approval_above"),
        "justified_share_percent": rule.justified_share_percent,
        "tranches": [
            {
                "percent": row.percent,
                "condition": row.condition,
                "label": row.label,
                "milestone": row.milestone or None,
                "needs_training": bool(row.needs_training),
                "justified_percent": row.justified_percent or None,
            }
            for row in rule.tranches
        ],
    }


def percent(value: float | int | str | None) -> Decimal:
    """A Percent field's value, exactly as it reads."""
    return Decimal(str(value or 0))


def share(centimes: int, percents: float | int | str | Decimal) -> int:
    """That share of the amount, in whole centimes, rounded down: a share of money is never exceeded."""
    return int((centimes * percent(percents) / HUNDRED).to_integral_value(ROUND_DOWN))


def split_tranches(rule_snapshot: dict, total_centimes: int) -> list[int]:
    """The amounts of the tranches, in centimes; they add up to the total, the last takes the rounding."""
    amounts = [share(total_centimes, row["percent"]) for row in rule_snapshot["tranches"]]
    amounts[-1] += total_centimes - sum(amounts)
    return amounts
