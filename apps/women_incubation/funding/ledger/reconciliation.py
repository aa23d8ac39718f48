"""Proof, each night, that the movements add up to the balances.

The whole comparison is made of plain reads in one transaction, hence on one consistent snapshot; nothing is
decided or repaired here. A difference means that somebody wrote to the tables below the ledger: it is named,
recorded and shown to people, and stays until a person has explained it.
"""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce, Sum

from women_incubation.audit.entries import record
from women_incubation.funding.ledger.balances import LINE, LINE_AMOUNTS, PROJECT, PROJECT_AMOUNTS
from women_incubation.funding.ledger.moves import CEILINGS
from women_incubation.funding.money import centimes_of, format_dirhams

WARNED_ROLES = ("Incubation Auditor", "Incubation Controller", "Incubation Programme Officer")


class Discrepancy(NamedTuple):
    """A figure that is not what it should be, in centimes.

    document: "Budget Balance" or "Project Balance". name: its row, or the missing one's key.
    figure: the column. found: what the balance says. expected: what it is compared with. rule: which
    comparison: "movements", "ceiling" or "line document".
    """

    document: str
    name: str
    figure: str
    found: int
    expected: int
    rule: str


def reconcile() -> list[Discrepancy]:
    """Every difference there is; an empty list is the proof."""
    lines = {row.name: row for row in _rows(LINE, LINE_AMOUNTS)}
    projects = {(row.project, row.budget_line): row for row in _rows(PROJECT, PROJECT_AMOUNTS)}
    return [
        *_against_movements(LINE, lines, _summed(LINE_AMOUNTS, ["budget_line"]), LINE_AMOUNTS),
        *_against_movements(
            PROJECT, projects, _summed(PROJECT_AMOUNTS, ["project", "budget_line"]), PROJECT_AMOUNTS
        ),
        *_broken_ceilings(LINE, lines.values()),
        *_broken_ceilings(PROJECT, projects.values()),
        *_against_line_documents(lines),
    ]


def run_nightly() -> None:
    """Daily job: reconcile, and make any difference known. Nothing is written when there is none."""
    found = reconcile()
    if not found:
        return
    for item in found:
        record("ledger_discrepancy", frappe._dict(doctype=item.document, name=item.name), **item._asdict())
    frappe.log_error(title=_("The budget ledger does not add up"), message=told(found))
    _warn_people(found)


def _rows(doctype: str, amounts: tuple[str, ...]) -> list[frappe._dict]:
    keys = ["name", "budget_line"] + (["project"] if doctype == PROJECT else [])
    return frappe.get_all(doctype, fields=[*keys, *amounts])


def _summed(amounts: tuple[str, ...], keys: list[str]) -> dict[object, dict[str, int]]:
    """The movements added up: line (or project and line) -> figure -> centimes."""
    table = frappe.qb.DocType("Budget Movement")
    sums = [Coalesce(Sum(table[_delta(figure)]), 0).as_(figure) for figure in amounts]
    columns = [table[key] for key in keys]
    query = frappe.qb.from_(table).select(*columns, *sums).groupby(*columns)
    if "project" in keys:
        query = query.where(table.project.isnotnull())
    rows = query.run(as_dict=True)
    return {
        row[keys[0]] if len(keys) == 1 else tuple(row[key] for key in keys): {a: int(row[a]) for a in amounts}
        for row in rows
    }


def _delta(figure: str) -> str:
    return figure.replace("_centimes", "_delta_centimes")


def _against_movements(
    doctype: str, balances: dict, sums: dict, amounts: tuple[str, ...]
) -> list[Discrepancy]:
    """Balances without movements and movements without a balance count as zero on the other side."""
    zero = dict.fromkeys(amounts, 0)
    found = []
    for key in sorted(balances.keys() | sums.keys()):
        row, total = balances.get(key, zero), sums.get(key, zero)
        name = row.get("name") or (key if isinstance(key, str) else "/".join(key))
        found += [
            Discrepancy(doctype, name, figure, row[figure] or 0, total[figure], "movements")
            for figure in amounts
            if (row[figure] or 0) != total[figure]
        ]
    return found


def _broken_ceilings(doctype: str, rows: list[frappe._dict]) -> list[Discrepancy]:
    return [
        Discrepancy(doctype, row.name, lower, row[lower], row[upper], "ceiling")
        for row in rows
        for lower, upper in CEILINGS
        if upper in row and row[lower] > row[upper]
    ]


def _against_line_documents(lines: dict[str, frappe._dict]) -> list[Discrepancy]:
    """The total that people see on the line is the one the ledger works with."""
    found = []
    for document in frappe.get_all("Budget Line", fields=["name", "total"]):
        shown = centimes_of(frappe.get_doc({"doctype": "Budget Line", **document}), "total")
        held = lines[document.name].total_centimes if document.name in lines else 0
        if shown != held:
            found.append(Discrepancy(LINE, document.name, "total_centimes", held, shown, "line document"))
    return found


def told(found: list[Discrepancy], language: str | None = None) -> str:
    """The differences in words, one a line, in this language (the session's when left out)."""
    return "\n".join(_sentence(item, language) for item in found)


def _sentence(item: Discrepancy, language: str | None) -> str:
    sentences = {
        "movements": _("{0} {1}: '{2}' is {3}, but its movements add up to {4}.", language),
        "ceiling": _("{0} {1}: '{2}' is {3}, above its ceiling of {4}.", language),
        "line document": _("{0} {1}: '{2}' is {3}, but the budget line says {4}.", language),
    }
    figure = frappe.get_meta(item.document).get_label(item.figure)
    return sentences[item.rule].format(
        _(item.document, language),
        item.name,
        _(figure, language),
        format_dirhams(item.found, language),
        format_dirhams(item.expected, language),
    )


def _warn_people(found: list[Discrepancy]) -> None:
    """A notification for each person who watches over money, in their language."""
    watch = {"role": ["in", WARNED_ROLES], "parenttype": "User"}
    for user in sorted(set(frappe.get_all("Has Role", filters=watch, pluck="parent"))):
        language = frappe.db.get_value("User", user, "language")
        frappe.get_doc(
            {
                "doctype": "Notification Log",
                "type": "Alert",
                "for_user": user,
                "subject": _("The budget ledger does not add up", language),
                "email_content": told(found, language),
                "document_type": LINE,
            }
        ).insert(ignore_permissions=True)
