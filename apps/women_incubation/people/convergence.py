"""Which other public support a woman receives, and what the dated rules say about having both.

Comparing files is a processing of personal data (Law 09-08): it takes each woman's consent, or rules that
record the text which allows it without.
"""

from datetime import date
from typing import Literal, NamedTuple

import frappe
from frappe import _
from frappe.query_builder import Criterion
from frappe.utils import getdate

from women_incubation.people import consent
from women_incubation.people.errors import ConsentMissing


class Overlap(NamedTuple):
    """Support from a programme that a rule speaks of. "Block" takes a named, reasoned override."""

    beneficiary: str
    programme: str
    effect: Literal["Warn", "Block"]
    explanation: str


def check(beneficiaries: list[str], on: date | str) -> list[Overlap]:
    """The overlaps of these women on this day, in the order of the women. Raises ConsentMissing."""
    day = getdate(on)
    rules = rules_in_force(day)
    if not rules or not beneficiaries:
        return []
    require_basis(beneficiaries, rules, day)
    support = support_on(beneficiaries, list(rules), day)
    return [
        Overlap(woman, programme, rules[programme].effect, rules[programme].explanation)
        for woman in beneficiaries
        for programme in sorted(support.get(woman, ()))
    ]


def rules_in_force(day: date) -> dict[str, dict]:
    """The rule of each programme on this day."""
    rule = frappe.qb.DocType("Convergence Rule")
    query = (
        frappe.qb.from_(rule)
        .select(rule.programme, rule.effect, rule.explanation, rule.legal_basis, rule.legal_basis_date)
        .where(rule.status != "Proposal")
        .where((rule.valid_from <= day) & (rule.valid_to.isnull() | (rule.valid_to >= day)))
    )
    return {row.programme: row for row in query.run(as_dict=True)}


def require_basis(beneficiaries: list[str], rules: dict[str, dict], day: date) -> None:
    """Raise ConsentMissing when a rule without a legal basis would be applied to a woman without consent."""
    if all(has_basis(rule, day) for rule in rules.values()):
        return
    missing = set(beneficiaries) - consent.all_in_force(beneficiaries, consent.CONVERGENCE, day)
    if missing:
        frappe.throw(
            _(
                "The convergence check needs the woman's consent, or a rule that names its legal basis: {0}."
            ).format(", ".join(sorted(missing))),
            ConsentMissing,
        )


def has_basis(rule: dict, day: date) -> bool:
    """Whether the rule names a text that was in force on this day."""
    return bool(rule.legal_basis and rule.legal_basis_date and getdate(rule.legal_basis_date) <= day)


def support_on(beneficiaries: list[str], programmes: list[str], day: date) -> dict[str, set[str]]:
    """woman -> the programmes, among these, that support her on this day."""
    support = frappe.qb.DocType("External Support")
    query = (
        frappe.qb.from_(support)
        .select(support.beneficiary, support.programme)
        .where(
            Criterion.all(
                [
                    support.beneficiary.isin(beneficiaries),
                    support.programme.isin(programmes),
                    support.start_date <= day,
                    support.end_date.isnull() | (support.end_date >= day),
                ]
            )
        )
    )
    found: dict[str, set[str]] = {}
    for woman, programme in query.run():
        found.setdefault(woman, set()).add(programme)
    return found
