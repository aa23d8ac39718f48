"""Runs an import chunk by chunk: a chunk's women, its refused rows and how far we are, in one transaction.

A run that is killed goes on behind the last whole chunk; nothing is there twice, nothing is left out. Two
runs of one import do not harm each other: each locks the import first, and works on from where it stands.
"""

from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import frappe
from frappe import _

from women_incubation.audit.bulk_rows import insert_rows, stamp
from women_incubation.audit.entries import record
from women_incubation.people.importing import columns, problem_file, table
from women_incubation.people.importing.checking import Candidate, Checker
from women_incubation.people.importing.errors import BadFile
from women_incubation.people.importing.intake import (
    CREATED,
    DUPLICATE,
    INVALID,
    REVIEW,
    Answer,
    Seen,
    judge,
    remember,
    take_in,
)

CHUNK = 500
COUNTS = {
    CREATED: "created_count",
    INVALID: "invalid_count",
    DUPLICATE: "duplicate_count",
    REVIEW: "review_count",
}
PHASES = {"Checking": "Checked", "Importing": "Done"}
Progress = Callable[[int, int], None]


def run(name: str, progress: Progress = lambda done, total: None) -> None:
    """Carry out what the import's status says, to its end; a bad file ends it as Refused with the reason.

    Commits after each chunk. `progress(rows done, rows in all)` is told after each.
    """
    doc = frappe.get_doc("Beneficiary Import", name)
    if doc.status not in PHASES:
        return
    frappe.set_user(doc.owner)  # who asked for it answers for it, also when the run is started again
    frappe.local.lang = frappe.db.get_value("User", doc.owner, "language") or frappe.local.lang
    try:
        _run_phase(doc, Path(file_path(doc.file)), progress)
    except frappe.ValidationError as error:
        frappe.db.rollback()
        frappe.clear_messages()
        committed(_refuse, name, error)


def committed(work: Callable, *args: object) -> Any:
    """What `work` returns, once it is stored for good: a run is many transactions, each of them whole."""
    answer = work(*args)
    frappe.db.commit()
    return answer


def _run_phase(doc: "frappe.Document", path: Path, progress: Progress) -> None:
    headings = table.read_headings(path)
    mapping = {row.heading: row.field for row in doc.columns if row.field}
    columns.check(mapping, headings)
    if not doc.rows_total:
        frappe.db.set_value("Beneficiary Import", doc.name, "rows_total", table.count_rows(path))
    checker, seen = Checker(doc.unit), Seen()
    rows = (checker.check(row.number, _cells(row, headings, mapping)) for row in table.read_rows(path))
    for chunk in _chunks(rows):
        if chunk[-1].number <= doc.position:
            remember(chunk, refused_rows(doc.name, chunk), seen)
            continue
        state = committed(run_chunk, doc.name, doc.status, chunk, seen)
        progress(state.rows_done, state.rows_total)
    committed(_finish, doc.name, doc.status, path)


def run_chunk(name: str, status: str, chunk: list[Candidate], seen: Seen) -> "frappe._dict":
    """Take one chunk in, and keep how far the import is, in one transaction. Returns the import's numbers."""
    fields = ["status", "position", "rows_done", "rows_total", "owner", *COUNTS.values()]
    state = frappe.db.get_value("Beneficiary Import", name, fields, as_dict=True, for_update=True)
    fresh = [row for row in chunk if row.number > state.position]
    if len(fresh) < len(chunk):
        remember(chunk[: len(chunk) - len(fresh)], refused_rows(name, chunk), seen)
    if state.status != status or not fresh:
        return state
    answers = judge(fresh, seen)
    if status == "Importing":
        take_in(answers, state.owner)
    keep_refused(name, answers)
    for answer in answers:
        state[COUNTS[answer.outcome]] += 1
    state.position = fresh[-1].number
    state.rows_done += len(fresh)
    kept = {field: state[field] for field in ("position", "rows_done", *COUNTS.values())}
    frappe.db.set_value("Beneficiary Import", name, kept, update_modified=False)
    return state


def refused_rows(name: str, chunk: list[Candidate]) -> set[int]:
    """The numbers of the rows of a chunk that an earlier run did not take in."""
    numbers = ["between", (chunk[0].number, chunk[-1].number)]
    filters = {"beneficiary_import": name, "row_number": numbers}
    return set(frappe.get_all("Import Row", filters=filters, pluck="row_number", limit=0))


def keep_refused(name: str, answers: list[Answer]) -> None:
    """Keep the number and the problems of each row that is not taken in; not what the row said."""
    written = stamp()
    rows = [
        {
            "name": frappe.generate_hash(length=16),
            **written,
            "beneficiary_import": name,
            "row_number": answer.row.number,
            "outcome": answer.outcome,
            "problems": frappe.as_json([list(problem) for problem in answer.problems], indent=None),
        }
        for answer in answers
        if answer.outcome != CREATED
    ]
    insert_rows("Import Row", rows)


def file_path(url: str) -> str:
    """Where the private file lies. Raises BadFile when it is gone."""
    names = frappe.get_all("File", filters={"file_url": url, "is_private": 1}, pluck="name", limit=1)
    if not names:
        frappe.throw(_("The file is no longer there. Upload it again."), BadFile)
    return frappe.get_doc("File", names[0]).get_full_path()


def _finish(name: str, status: str, path: Path) -> None:
    doc = frappe.get_doc("Beneficiary Import", name, for_update=True)
    if doc.status != status:
        return
    doc.db_set({"status": PHASES[status], **problem_file.write(doc, path)}, notify=True)
    if status == "Importing":
        record("women_imported", doc, created=doc.created_count, refused=doc.rows_done - doc.created_count)


def _refuse(name: str, error: Exception) -> None:
    doc = frappe.get_doc("Beneficiary Import", name)
    doc.db_set({"status": "Refused", "message": frappe.utils.strip_html(str(error))})


def _cells(row: table.Row, headings: list[str], mapping: dict[str, str]) -> dict[str, str]:
    return {
        mapping[heading]: cell
        for heading, cell in zip(headings, row.cells, strict=False)
        if heading in mapping
    }


def _chunks(rows: Iterator[Candidate]) -> Iterator[list[Candidate]]:
    while chunk := list(islice(rows, CHUNK)):
        yield chunk
