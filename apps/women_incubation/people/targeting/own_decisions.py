"""What a selection decided about a woman, as she is shown it: rules with her values, her turn, her appeal."""

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import getdate

from women_incubation.people.targeting.ranking import REFUSED, WAITING, from_json
from women_incubation.people.targeting.words import Words

FIELDS = (
    "name",
    "selection",
    "status",
    "decided_on",
    "explanation",
    "appeals_until",
    "place",
    "rules",
    "published",
)
MOST = 20  # decisions, the latest first
MAY_BE_APPEALED = (WAITING, REFUSED)


def readable(language: str) -> list[dict]:
    """The decisions that the acting user may read, in words of this language, the latest first.

    Each: {name, status, decided_on, explanation, appeals_until, may_appeal, rank,
    rules: [{sentence, passed}], appeal: {status, decision_reason} or None}. `rank` is her turn among who
    waits today, counted from 1.
    """
    rows = frappe.get_list("Selection Row", fields=list(FIELDS), order_by="decided_on desc", limit=MOST)
    words = Words(language)
    return [shown(row, words) for row in rows]


def shown(row: frappe._dict, words: Words) -> dict:
    """One decision."""
    appeal = appeal_against(row.name)
    in_time = bool(row.appeals_until) and getdate() <= getdate(row.appeals_until)
    said = {key: row[key] for key in ("name", "status", "decided_on", "explanation", "appeals_until")}
    told = {
        "rank": turn_of(row) if row.status == WAITING else None,
        "rules": [{"sentence": words.rule(one), "passed": bool(one.passed)} for one in from_json(row.rules)],
        "appeal": appeal,
        "may_appeal": bool(in_time and not appeal and row.published and row.status in MAY_BE_APPEALED),
    }
    return frappe._dict(said | told)


def appeal_against(row: str) -> dict | None:
    """What became of the appeal against this decision, if there is one."""
    fields = ["status", "decision_reason"]
    return frappe.db.get_value("Selection Appeal", {"selection_row": row}, fields, as_dict=True)


def turn_of(row: frappe._dict) -> int:
    """How many wait in this list up to her: those before her have moved on since she was told."""
    table = frappe.qb.DocType("Selection Row")
    before = (table.place < row.place) | ((table.place == row.place) & (table.name <= row.name))
    waiting = (table.selection == row.selection) & (table.status == WAITING) & before
    return frappe.qb.from_(table).select(Count("*")).where(waiting).run(pluck=True)[0]
