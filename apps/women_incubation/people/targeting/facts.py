"""What the rules look at, of many women in a fixed number of queries."""

from datetime import date
from typing import NamedTuple

import frappe
from frappe.utils import getdate

from women_incubation.people import consent, convergence

COLUMNS = (
    "name",
    "unit",
    "preferred_language",
    "birth_date",
    "category",
    "rsu_score",
    "rsu_score_date",
    "education_level",
    "children_count",
    "registered_on",
)


class Facts(NamedTuple):
    """One woman. `support` is None when it may not be compared: no consent, and no legal basis."""

    woman: dict
    support: frozenset[str] | None
    trained: frozenset[str]


def gather(women: list[str], on: date) -> list[Facts]:
    """The facts of these women on a day, in no particular order."""
    if not women:
        return []
    rows = frappe.get_all("Beneficiary", filters={"name": ["in", women]}, fields=list(COLUMNS))
    names = [row.name for row in rows]
    support, comparable = support_on(names, on), may_be_compared(names, on)
    trained = completed_training(names, on)
    return [
        Facts(
            row,
            frozenset(support.get(row.name, ())) if row.name in comparable else None,
            frozenset(trained.get(row.name, ())),
        )
        for row in rows
    ]


def support_on(women: list[str], on: date) -> dict[str, set[str]]:
    """woman -> programmes that have supported her until this day: earlier support counts, ended or not."""
    support = frappe.qb.DocType("External Support")
    query = (
        frappe.qb.from_(support)
        .select(support.beneficiary, support.programme)
        .where(support.beneficiary.isin(women) & (support.start_date <= on))
    )
    found: dict[str, set[str]] = {}
    for woman, programme in query.run():
        found.setdefault(woman, set()).add(programme)
    return found


def may_be_compared(women: list[str], on: date) -> set[str]:
    """Those whose other support may be looked at: they agreed, or every convergence rule names its basis."""
    rules = convergence.rules_in_force(on)
    if rules and all(convergence.has_basis(rule, on) for rule in rules.values()):
        return set(women)
    return consent.all_in_force(women, consent.CONVERGENCE, on)


def completed_training(women: list[str], on: date) -> dict[str, set[str]]:
    """woman -> training paths completed by this day. A later room knows: hook `incubation_training_facts`."""
    found: dict[str, set[str]] = {}
    for path in frappe.get_hooks("incubation_training_facts"):
        for woman, training_path in frappe.get_attr(path)(women, on):
            found.setdefault(woman, set()).add(training_path)
    return found


def places() -> dict[str, tuple[int, int]]:
    """unit -> (lft, rgt)."""
    rows = frappe.get_all("Territorial Unit", fields=["name", "lft", "rgt"], as_list=True)
    return {name: (lft, rgt) for name, lft, rgt in rows}


def rsu_score(woman: dict, on: date) -> float | None:
    """Her RSU score, if one was read by that day."""
    known = woman.rsu_score_date and getdate(woman.rsu_score_date) <= on
    return float(woman.rsu_score) if known else None
