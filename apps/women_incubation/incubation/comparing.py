"""What a proposal said each time it was sent, and what changed between two times, field by field."""

from __future__ import annotations

import json
from typing import TypedDict

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, flt, now_datetime

from women_incubation.funding.money import format_dirhams, to_centimes
from women_incubation.incubation.errors import NoSuchSubmission

FIELDS = (
    "title",
    "call",
    "kind",
    "sector",
    "description",
    "market",
    "place_of_activity",
    "jobs_planned",
    "requested_amount",
    "own_contribution_cash",
    "own_contribution_kind",
    "own_contribution_proof",
)
TABLES = {
    "members": ("beneficiary", "share_percent"),
    "budget_items": ("label", "amount", "quote"),
}


class Change(TypedDict):
    """One difference: the field, its label (and for a table whose row), and the value on either side."""

    field: str
    label: str
    before: str
    after: str


def keep_submission(project: Document) -> None:
    """Add what is being sent to the project's submissions; only this code writes them."""
    content = {field: cstr(project.get(field)) for field in FIELDS}
    for table, columns in TABLES.items():
        content[table] = [{name: cstr(row.get(name)) for name in columns} for row in project.get(table)]
    row = {"number": len(project.submissions) + 1, "sent_at": now_datetime(), "sent_by": frappe.session.user}
    project.append("submissions", row | {"content": json.dumps(content, ensure_ascii=False)})


def compare(project: Document, older: int | None = None, newer: int | None = None) -> list[Change]:
    """What changed between two submissions; without numbers, between the last two.

    Raises NoSuchSubmission for a number that the project does not have.
    """
    last = len(project.submissions)
    new = content_of(project, newer or last)
    old = content_of(project, older or (newer or last) - 1)
    meta = project.meta
    fields = [field for field in FIELDS if old.get(field, "") != new.get(field, "")]
    changes = [
        Change(field=field, label=_(meta.get_label(field)), before=old.get(field, ""), after=new[field])
        for field in fields
    ]
    for table, columns in TABLES.items():
        changes += changed_rows(meta, table, columns, old.get(table, []), new.get(table, []))
    return [readable(meta, change) for change in changes]


def content_of(project: Document, number: int) -> dict:
    """What the project's submission of this number said."""
    row = next((row for row in project.submissions if row.number == number), None)
    if not row:
        sentence = _("This proposal was not sent a time number {0}: it was sent {1} times.")
        frappe.throw(sentence.format(number, len(project.submissions)), NoSuchSubmission)
    return json.loads(row.content)


def changed_rows(meta: object, table: str, columns: tuple, old: list[dict], new: list[dict]) -> list[Change]:
    """Rows told apart by their first column, so that a row put in between does not shift the others."""
    key = columns[0]
    before, after = by_key(old, key), by_key(new, key)
    label = _(meta.get_label(table))
    return [
        Change(
            field=table,
            label=f"{label}: {name[0]}",
            before=row_text(before.get(name), columns),
            after=row_text(after.get(name), columns),
        )
        for name in dict.fromkeys([*before, *after])
        if before.get(name) != after.get(name)
    ]


def by_key(rows: list[dict], key: str) -> dict[tuple[str, int], dict]:
    """(value of the first column, how many times it came before) -> row."""
    seen: dict[str, int] = {}
    found = {}
    for row in rows:
        times = seen[row[key]] = seen.get(row[key], -1) + 1
        found[(row[key], times)] = row
    return found


def row_text(row: dict | None, columns: tuple) -> str:
    """A row of a table in one line; nothing for a row that is not there."""
    if not row:
        return ""
    return " · ".join(shown(name, row[name]) for name in columns if row[name])


def shown(column: str, value: str) -> str:
    """A value of a row as people read it."""
    if column == "amount":
        return dirhams(value)
    return f"{flt(value):g} %" if column == "share_percent" else value


def dirhams(value: str) -> str:
    """An amount in words of money."""
    return format_dirhams(to_centimes(value or 0))


def readable(meta: object, change: Change) -> Change:
    """Amounts as money, choices in the reader's language."""
    field = meta.get_field(change["field"])
    if field.fieldtype == "Currency":
        return change | {"before": dirhams(change["before"]), "after": dirhams(change["after"])}
    if field.fieldtype == "Select":
        old, new = change["before"], change["after"]
        return change | {"before": _(old), "after": _(new)}
    return change
