"""Communes from a CSV file: all of them, or none and every error by its row.

Columns: `code`, `parent` (the province's or prefecture's code), `name_fr`, `name_ar`; others are ignored. A
commune that is there already, under the same parent, is left as it is: a file can be sent again.
"""

import csv
import io
from typing import NamedTuple, NoReturn

import frappe
from frappe import _

from women_incubation.audit.entries import record
from women_incubation.territory import access
from women_incubation.territory.bulk import Row, insert_units
from women_incubation.territory.errors import CommuneFileRefused
from women_incubation.territory.kinds import KIND_ABOVE

COLUMNS = ("code", "parent", "name_fr", "name_ar")
LARGEST_FILE = 2_000_000  # bytes; the country's 1,503 communes take about 0.1 MB
LONGEST_TEXT = 140
ERRORS_SHOWN = 50


class Outcome(NamedTuple):
    """How many communes the file brought, and how many were there before."""

    inserted: int
    existing: int


class Known(NamedTuple):
    """A unit that is on the site."""

    kind: str
    parent: str | None
    inside: bool


def import_communes(content: bytes) -> Outcome:
    """Insert the communes of a CSV file. Raises CommuneFileRefused, listing what is wrong by row number."""
    rows = read_rows(content)
    known = known_units()
    errors: list[str] = []
    fresh: dict[str, Row] = {}
    for number, row in rows:
        wrong = what_is_wrong(row, known, fresh)
        if wrong:
            errors.append(_("Row {0}: {1}").format(number, wrong))
        elif row["code"] not in known:
            fresh[row["code"]] = row
    if errors:
        refuse(errors)
    insert_units(list(fresh.values()))
    record("communes_imported", inserted=len(fresh), existing=len(rows) - len(fresh))
    return Outcome(len(fresh), len(rows) - len(fresh))


def read_rows(content: bytes) -> list[tuple[int, Row]]:
    """The rows with their numbers as a spreadsheet shows them. Raises CommuneFileRefused."""
    if len(content) > LARGEST_FILE:
        refuse([_("The file is larger than {0} MB.").format(LARGEST_FILE // 1_000_000)])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse([_("The file is not in UTF-8. Save it as CSV UTF-8.")])
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
    header = [(name or "").strip().lower() for name in reader.fieldnames or []]
    missing = [name for name in COLUMNS if name not in header]
    if missing:
        refuse([_("These columns are missing: {0}.").format(", ".join(missing))])
    reader.fieldnames = header
    try:
        rows = [(reader.line_num, as_row(values)) for values in reader]
    except csv.Error:
        refuse([_("Row {0}: this is not a CSV file.").format(reader.line_num)])
    if not rows:
        refuse([_("The file has no rows.")])
    return rows


def delimiter_of(text: str) -> str:
    """A comma, or the semicolon that French spreadsheets write."""
    header = text.split("\n", 1)[0]
    return ";" if header.count(";") > header.count(",") else ","


def as_row(values: dict[str, str | None]) -> Row:
    """The columns that count, without stray blanks."""
    return {"kind": "Commune"} | {name: " ".join((values.get(name) or "").split()) for name in COLUMNS}


def known_units() -> dict[str, Known]:
    """code -> what is on the site, and whether it lies in the user's territory."""
    ranges = access.visible_ranges()
    units = frappe.get_all(
        "Territorial Unit", fields=["name", "kind", "parent_territorial_unit", "lft", "rgt"]
    )
    return {
        unit.name: Known(
            unit.kind,
            unit.parent_territorial_unit,
            ranges is None or any(lft <= unit.lft and unit.rgt <= rgt for lft, rgt in ranges),
        )
        for unit in units
    }


def what_is_wrong(row: Row, known: dict[str, Known], fresh: dict[str, Row]) -> str | None:
    """The first thing that is wrong with a row; None when it is good."""
    code, parent = row["code"], known.get(row["parent"])
    empty = [name for name in COLUMNS if not row[name]]
    if empty:
        return _("{0} is empty.").format(", ".join(empty))
    if max(len(row[name]) for name in COLUMNS) > LONGEST_TEXT:
        return _("a text is longer than {0} characters.").format(LONGEST_TEXT)
    if code in fresh:
        return _("the code {0} stands in the file twice.").format(code)
    if not parent or parent.kind not in KIND_ABOVE["Commune"]:
        return _("{0} is not a province or a prefecture.").format(row["parent"])
    if not parent.inside:
        return _("{0} is outside your territory.").format(row["parent"])
    if code in known and (known[code].kind, known[code].parent) != ("Commune", row["parent"]):
        return _("the code {0} belongs to another unit.").format(code)
    return None


def refuse(errors: list[str]) -> NoReturn:
    """Raise CommuneFileRefused with the errors, each on its line."""
    shown = [frappe.utils.escape_html(error) for error in errors[:ERRORS_SHOWN]]
    if len(errors) > ERRORS_SHOWN:
        shown.append(_("... and {0} more.").format(len(errors) - ERRORS_SHOWN))
    lines = "<br>".join([_("Nothing was imported."), *shown])
    frappe.throw(lines, CommuneFileRefused, title=_("Communes Not Imported"))
