"""Incompatible Steps as documents: pairs of steps that the programme adds; the base ones stay as they are."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.disbursement.errors import SeparationRefused
from women_incubation.disbursement.separation import BASE_PAIRS

BASE_REASON = "Base rule of the programme: no person takes two different steps of one payment."


def check_pair(rule: Document) -> None:
    """Two different steps, named once; a base pair stays in force."""
    pair = frozenset({rule.first_step, rule.second_step})
    if len(pair) < 2:
        _refuse(_("Choose two different steps."))
    rule.is_base = int(pair in BASE_PAIRS)
    if rule.is_base and not rule.in_force:
        _refuse(_("This is a base rule of the programme and cannot be switched off."))
    if not (rule.reason or "").strip():
        _refuse(_("Write why these steps are kept apart."))
    if any(frozenset(row) == pair for row in _others(rule)):
        _refuse(_("These two steps are already kept apart by another row."))


def record_change(rule: Document) -> None:
    """Who added or switched a rule."""
    record("separation_rule", rule, steps=[rule.first_step, rule.second_step], in_force=int(rule.in_force))


def refuse_delete(rule: Document) -> None:
    """A base pair is never removed."""
    if frozenset({rule.first_step, rule.second_step}) in BASE_PAIRS:
        _refuse(_("This is a base rule of the programme and cannot be removed."))
    record("separation_rule_removed", rule, steps=[rule.first_step, rule.second_step])


def insert_missing() -> None:
    """The base pairs, so that people can read them where they add their own."""
    there = {frozenset(row) for row in _others(None)}
    for pair in sorted(map(sorted, BASE_PAIRS)):
        if frozenset(pair) not in there:
            values = {"first_step": pair[0], "second_step": pair[1], "in_force": 1, "reason": BASE_REASON}
            frappe.get_doc({"doctype": "Incompatible Steps", **values}).insert()


def _others(rule: Document | None) -> list[tuple[str, str]]:
    filters = {"name": ["!=", rule.name]} if rule and rule.name else {}
    return frappe.get_all(
        "Incompatible Steps", filters=filters, fields=["first_step", "second_step"], as_list=True
    )


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, SeparationRefused, title=_("Incompatible Steps"))
