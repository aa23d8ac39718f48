"""The calls that a woman can answer today."""

from __future__ import annotations

import frappe
from frappe.utils import today

from women_incubation.funding.money import to_centimes


def open_today() -> list[dict]:
    """Published calls that are open today, as far as the user may see them, with their rule's limits."""
    calls = frappe.get_list(
        "Call for Projects",
        filters={"status": "Published", "opens_on": ["<=", today()], "closes_on": [">=", today()]},
        fields=["name", "title_fr", "title_ar", "opens_on", "closes_on", "funding_rule"],
        order_by="closes_on asc",
        limit_page_length=100,
    )
    rules = _rules({call.funding_rule for call in calls})
    return [_described(call, rules[call.funding_rule]) for call in calls]


def _rules(names: set[str]) -> dict[str, dict]:
    fields = ["name", "ceiling", "own_contribution_percent", "max_share_percent"]
    rows = frappe.get_all("Funding Rule", filters={"name": ["in", list(names) or [""]]}, fields=fields)
    return {row.name: row for row in rows}


def _described(call: dict, rule: dict) -> dict:
    return {
        "name": call.name,
        "title_fr": call.title_fr,
        "title_ar": call.title_ar,
        "opens_on": str(call.opens_on),
        "closes_on": str(call.closes_on),
        "ceiling_centimes": to_centimes(rule.ceiling),
        "own_contribution_percent": rule.own_contribution_percent,
        "max_share_percent": rule.max_share_percent,
    }
