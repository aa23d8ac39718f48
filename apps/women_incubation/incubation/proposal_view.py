"""A proposal as the field app shows it: amounts in centimes, what may be done, what it still lacks."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime

from women_incubation.audit.guarded_path import workflow_of
from women_incubation.funding.money import centimes_of
from women_incubation.incubation import changes
from women_incubation.incubation.guards import missing_before_submission

WRITABLE_STATES = ("Idea", "Changes Requested")
TEXTS = (
    "name",
    "workflow_state",
    "title",
    "call",
    "sector",
    "kind",
    "description",
    "market",
    "place_of_activity",
    "jobs_planned",
    "change_request",
    "change_answer",
    "decision_reason",
)


def describe(project: Document) -> dict:
    """The proposal, its `actions` for this user, and in `missing` what keeps it from being sent."""
    writable = project.workflow_state in WRITABLE_STATES
    return {
        **{field: project.get(field) for field in TEXTS},
        "modified": stamp_of(project),
        "budget_items": [describe_item(row) for row in project.budget_items],
        "requested_centimes": centimes_of(project, "requested_amount"),
        "own_cash_centimes": centimes_of(project, "own_contribution_cash"),
        "own_kind_centimes": centimes_of(project, "own_contribution_kind"),
        "total_centimes": centimes_of(project, "total_cost"),
        "actions": actions_of(project),
        "missing": missing_before_submission(project).items if writable else [],
        "tranches": describe_tranches(project),
        "requested_changes": changes.describe(project),
    }


def stamp_of(project: Document) -> str:
    """When the project was saved last, in one form: a fresh save and the database write it differently."""
    return str(get_datetime(project.modified))


def describe_item(row: Document) -> dict:
    """One line of the budget."""
    return {"label": row.label, "amount_centimes": centimes_of(row, "amount"), "quote": row.quote}


def actions_of(project: Document) -> list[str]:
    """The workflow's actions that this user may try in this state."""
    roles = project.acting_roles()
    rows = workflow_of(project.doctype).transitions
    mine = [row.action for row in rows if row.state == project.workflow_state and row.allowed in roles]
    return list(dict.fromkeys(mine))


def describe_tranches(project: Document) -> list[dict]:
    """The tranche plan, a row a budget line; `state` is what the payments say of it, else "Planned"."""
    states = tranche_states(project.name) if project.tranches else {}
    return [
        {
            "number": row.number,
            "label": _(row.label or ""),
            "percent": row.percent,
            "amount_centimes": centimes_of(row, "amount"),
            "state": states.get((row.number, row.budget_line), "Planned"),
        }
        for row in project.tranches
    ]


def tranche_states(project: str) -> dict[tuple[int, str], str]:
    """(tranche number, budget line) -> state, from the room that pays (hook `incubation_tranche_states`)."""
    states: dict[tuple[int, str], str] = {}
    for path in frappe.get_hooks("incubation_tranche_states"):
        states |= frappe.get_attr(path)(project)
    return states
