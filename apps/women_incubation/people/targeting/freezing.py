"""Freezing a selection: from here on it is told to the women, and changes by places given up and appeals."""

import hashlib
import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder import Case
from frappe.utils import add_days, getdate

from women_incubation.audit.entries import record
from women_incubation.people.errors import SelectionRefused
from women_incubation.people.rights.erased import erased_women
from women_incubation.people.targeting.ranking import (
    OPEN_STAGES,
    REFUSED,
    SELECTED,
    WAITING,
    counts,
    from_json,
    insert_in_parts,
    require_draft,
)
from women_incubation.people.targeting.words import Words

STATUS_OF_HER_FILE = {SELECTED: "Selected", WAITING: "Waiting List", REFUSED: "Not Selected"}


def freeze(selection: Document) -> dict[str, int]:
    """Publish the ranked draft: each row gets its explanation in her language, her file its status.

    Raises SelectionRefused when it is frozen, was not ranked, or somebody of it was selected meanwhile.
    """
    require_draft(selection)
    rows = stored_rows(selection.name)
    if not rows:
        frappe.throw(_("Rank the women first."), SelectionRefused)
    require_still_open(selection.name)
    rules = json.loads(selection.snapshot)
    until = getdate(add_days(getdate(), rules["appeal_days"]))
    explain_rows(rows, rules, until)
    frappe.db.delete("Selection Row", {"selection": selection.name})
    insert_in_parts(rows)
    write_files(selection.name)
    digest = digest_of(rows)
    found = counts(selection.name)
    selection.update({"status": "Frozen", "frozen_on": getdate(), "frozen_by": frappe.session.user})
    selection.update({"appeals_until": until, "rows_digest": digest, "selected": found.get(SELECTED, 0)})
    selection.save_result()
    record("selection_frozen", selection, digest=digest, places=selection.places, **lowered(found))
    return found


def stored_rows(selection: str) -> list[dict]:
    """The draft rows with all their columns, in their order."""
    table = frappe.qb.DocType("Selection Row")
    query = frappe.qb.from_(table).select("*").where(table.selection == selection)
    return query.orderby(table.place).orderby(table.name).run(as_dict=True)


def require_still_open(selection: str) -> None:
    """Raise SelectionRefused when the draft is older than a change it would write over."""
    row, woman = frappe.qb.DocType("Selection Row"), frappe.qb.DocType("Beneficiary")
    gone = woman.merged_into.isnotnull() | woman.name.isin(list(erased_women()) or [""])
    query = (
        frappe.qb.from_(row)
        .join(woman)
        .on(woman.name == row.beneficiary)
        .select(woman.name)
        .where((row.selection == selection) & (woman.stage.notin(OPEN_STAGES) | gone))
        .limit(1)
    )
    if query.run():
        frappe.throw(
            _("Some of these women were selected elsewhere or merged since. Rank them again."),
            SelectionRefused,
        )


def explain_rows(rows: list[dict], rules: dict, until: object) -> None:
    """Write into each row what the woman is told."""
    words = {language: Words(language) for language in ("ar", "fr")}
    languages = languages_of([row.beneficiary for row in rows])
    waiting = 0
    for row in rows:
        her = words.get(languages.get(row.beneficiary), words["ar"])
        if row.status == WAITING:
            waiting += 1
        row.explanation = told(row, her, waiting, until, rules["appeal_address"])
        row.published, row.appeals_until, row.decided_on = 1, until, getdate()


def told(row: dict, words: Words, waiting: int, until: object, address: str) -> str:
    """The whole text for one woman."""
    if row.status == SELECTED:
        return words.selected()
    if row.status == WAITING:
        text = words.waiting(waiting)
    else:
        text = words.refused([words.rule(one) for one in from_json(row.rules) if not one.passed])
    return f"{text}\n{words.appeal(until, address)}"


def languages_of(women: list[str]) -> dict[str, str]:
    """woman -> her language."""
    fields = ["name", "preferred_language"]
    rows = frappe.get_all("Beneficiary", filters={"name": ["in", women]}, fields=fields, as_list=True)
    return dict(rows)


def write_files(selection: str) -> None:
    """Status, reason and stage of every woman, in one statement. No further stage is behind these."""
    row, woman = frappe.qb.DocType("Selection Row"), frappe.qb.DocType("Beneficiary")
    status = Case()
    for decided, in_her_file in STATUS_OF_HER_FILE.items():
        status = status.when(row.status == decided, in_her_file)
    (
        frappe.qb.update(woman)
        .join(row)
        .on(row.beneficiary == woman.name)
        .set(woman.selection_status, status)
        .set(woman.stage, status)
        .set(woman.selection_reason, row.explanation)
        .where(row.selection == selection)
        .run()
    )


def digest_of(rows: list[dict]) -> str:
    """SHA-256 over who has which rank, points and status: the audit entry seals the whole list with it."""
    lines = sorted(f"{row.beneficiary} {row.place} {row.score} {row.status}" for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def lowered(found: dict[str, int]) -> dict[str, int]:
    """The counts under names for the audit entry."""
    return {status.lower(): number for status, number in found.items()}
