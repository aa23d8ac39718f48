"""The rows that a finished import holds as possible duplicates, each beside the women she may be."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.query_builder.functions import Coalesce

from women_incubation.notices.message import SMS, masked
from women_incubation.people import similar
from women_incubation.people.duplicates.finding import Candidate as Alike
from women_incubation.people.duplicates.finding import find_many
from women_incubation.people.importing import checking, problem_file
from women_incubation.people.importing.errors import BadFile
from women_incubation.people.importing.intake import REVIEW
from women_incubation.people.importing.running import file_path

PAGE = 20  # rows shown at once
MOST_BESIDE = 5  # women beside one row
SHOWN = ("full_name", "full_name_ar", "birth_date")
SIGNS_SHOWN = 3  # of an official number


def open_numbers(name: str, after: int = 0, limit: int = 0, lock: bool = False) -> list[int]:
    """The numbers of the rows that wait for a decision, in the order of the file.

    `lock`: as they are now, past the transaction's snapshot, and nobody else decides about them meanwhile.
    """
    row = frappe.qb.DocType("Import Row")
    waits = (row.beneficiary_import == name) & (row.outcome == REVIEW) & (Coalesce(row.decision, "") == "")
    query = frappe.qb.from_(row).select(row.row_number).where(waits & (row.row_number > after))
    query = query.orderby(row.row_number)
    query = query.limit(limit) if limit else query
    return (query.for_update() if lock else query).run(pluck=True)


def page(doc: Document, after: int = 0) -> list[dict[str, Any]]:
    """The next rows that wait, each with `beside`: the women she may be, as the acting user may see them."""
    rows = read(doc, open_numbers(doc.name, after, PAGE))
    places = _places(row.values["unit"] for row in rows.values() if row.values.get("unit"))
    alike = find_many([row.values for row in rows.values()])
    return [
        _beside(row, places.get(row.values.get("unit"), {}), found)
        for row, found in zip(rows.values(), alike, strict=True)
    ]


def read(doc: Document, numbers: Iterable[int]) -> dict[int, checking.Candidate]:
    """What these rows say, checked again by the rules of today. Raises BadFile when it is gone."""
    numbers = sorted(numbers)
    if not numbers:
        return {}
    content = Path(file_path(doc.problems_file)).read_bytes()
    if hashlib.sha256(content).hexdigest() != doc.problems_digest:
        frappe.throw(_("The rows to mend have changed since the import. Send the list again."), BadFile)
    fields = {row.heading: row.field for row in doc.columns if row.field}
    checker = checking.Checker(doc.unit)
    return {
        number: checker.check(number, {fields[head]: cell for head, cell in cells.items() if head in fields})
        for number, cells in problem_file.read(content, set(numbers)).items()
    }


def _beside(row: checking.Candidate, place: dict, found: list[Alike]) -> dict[str, Any]:
    women = [similar.view(candidate) for candidate in found[:MOST_BESIDE]]
    return {
        "row_number": row.number,
        "problems": [problem.message for problem in row.problems],
        "unit_name_fr": place.get("name_fr"),
        "unit_name_ar": place.get("name_ar"),
        **{field: row.values.get(field) for field in SHOWN},
        **_masked(row.values),
        "beside": [{**woman, **_masked(woman)} for woman in women],
        "more": max(0, len(found) - MOST_BESIDE),
    }


def _masked(values: dict) -> dict[str, str | None]:
    """The identifiers, enough to compare two by eye and not enough to use."""
    cnie, phone = values.get("cnie"), values.get("phone")
    return {
        "cnie": cnie and f"•••{cnie[-SIGNS_SHOWN:]}",
        "phone": phone and masked(SMS, phone),
    }


def _places(units: Iterable[str]) -> dict[str, dict]:
    fields = ["name", "name_fr", "name_ar"]
    rows = frappe.get_all("Territorial Unit", {"name": ["in", list(set(units)) or [""]]}, fields)
    return {row.name: row for row in rows}
