"""The shortlisted projects of a call in the order of their scores, against the money: what if?"""

from __future__ import annotations

from dataclasses import dataclass, field

import frappe
from frappe.model.document import Document

from women_incubation.funding.money import to_centimes

RANKED_STATES = ("Shortlisted", "Waiting List")


@dataclass
class Ranked:
    """A project's place, and whether the money reaches it."""

    project: str
    title: str
    unit: str
    state: str
    score: float
    requested_centimes: int
    rank: int = 0  # the same for equal scores
    tied: bool = False
    reason: str = ""  # Financed | Below the Cut-off | Not Enough Money | Tie at the Limit
    cumulated_centimes: int = 0


@dataclass
class WhatIf:
    """The ranking under a budget and a cut-off."""

    budget_centimes: int
    cut_off: float
    rows: list[Ranked] = field(default_factory=list)

    @property
    def financed(self) -> list[Ranked]:
        """Those whom the money reaches."""
        return [row for row in self.rows if row.reason == FINANCED]

    @property
    def left_centimes(self) -> int:
        """What the financed leave of the budget."""
        return self.budget_centimes - sum(row.requested_centimes for row in self.financed)


FINANCED, BELOW, NO_MONEY, TIE = "Financed", "Below the Cut-off", "Not Enough Money", "Tie at the Limit"


def money_available(call: Document) -> int:
    """What the open budget lines that cover the call's territory have left to commit, in centimes."""
    line, balance = frappe.qb.DocType("Budget Line"), frappe.qb.DocType("Budget Balance")
    above, place = frappe.qb.DocType("Territorial Unit").as_("above"), frappe.qb.DocType("Territorial Unit")
    query = (
        frappe.qb.from_(line)
        .join(balance)
        .on(balance.budget_line == line.name)
        .join(above)
        .on(above.name == line.unit)
        .join(place)
        .on((above.lft <= place.lft) & (above.rgt >= place.rgt))
        .select(balance.total_centimes, balance.committed_centimes)
        .where((place.name == call.unit) & (line.status == "Open"))
    )
    return sum(int(total) - int(committed) for total, committed in query.run())


def candidates(call: str) -> list[Ranked]:
    """The projects of the call that a sitting may decide and the user may see; the best score first."""
    rows = frappe.get_list(
        "Project Proposal",
        filters={"call": call, "workflow_state": ["in", RANKED_STATES]},
        fields=["name", "title", "unit", "workflow_state", "evaluation_score", "requested_amount"],
        order_by="evaluation_score desc, submitted_on asc, name asc",
        limit_page_length=0,
    )
    return [
        Ranked(
            row.name,
            row.title,
            row.unit,
            row.workflow_state,
            row.evaluation_score or 0.0,
            to_centimes(row.requested_amount or 0),
        )
        for row in rows
    ]


def what_if(rows: list[Ranked], budget_centimes: int, cut_off: float = 0.0) -> WhatIf:
    """Rank the rows and say whom the budget reaches; nothing is written.

    Money goes strictly by rank: the first project that it does not reach ends the list. Projects of one score
    share a rank, and are reached all or none: choosing among equals is the committee's.
    """
    ranked = WhatIf(budget_centimes, cut_off)
    spent, closed = 0, False
    for group in groups_of_equals(rows):
        cost = sum(row.requested_centimes for row in group)
        below = group[0].score < cut_off
        fits = not closed and not below and spent + cost <= budget_centimes
        some = not closed and min(row.requested_centimes for row in group) + spent <= budget_centimes
        for row in group:
            row.rank, row.tied = len(ranked.rows) + 1 - group.index(row), len(group) > 1
            row.reason = reason_of(fits, below, row.tied and some)
            spent += row.requested_centimes if fits else 0
            row.cumulated_centimes = spent
            ranked.rows.append(row)
        closed = closed or not fits
    return ranked


def groups_of_equals(rows: list[Ranked]) -> list[list[Ranked]]:
    """The rows, best score first, those of one score together."""
    groups: list[list[Ranked]] = []
    for row in sorted(rows, key=lambda one: -one.score):
        if groups and groups[-1][0].score == row.score:
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def reason_of(fits: bool, below: bool, tie: bool) -> str:
    """Why a project is financed or not."""
    if fits:
        return FINANCED
    if below:
        return BELOW
    return TIE if tie else NO_MONEY
