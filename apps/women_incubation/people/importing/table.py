"""Reads a CSV or XLSX file as a table of texts, row by row, without holding it all. Needs no database.

What is wrong with a file is said before anything is read into the register: its size, its encoding, no rows,
two rows of headings, formulas, more columns or longer cells than a list of women has.
"""

import csv
import io
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import frappe
from frappe import _

from women_incubation.people.importing.errors import BadFile

LARGEST_FILE = 60 * 1024 * 1024  # bytes; 100,000 women with every column take about 25 MB
LARGEST_UNPACKED = 300 * 1024 * 1024  # bytes of a workbook; a small file can unpack to more than there is
LARGEST_BESIDE = 100 * 1024 * 1024  # bytes of what is no sheet: the texts of all cells are held at once
MOST_ROWS = 1_048_576  # of a sheet; a made-up row number beyond it would have us count to it
MOST_COLUMNS = 100
LONGEST_CELL = 2000  # signs
ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
# What reading a damaged or made-up workbook raises: in the archive, in its XML, in what the XML says.
NO_WORKBOOK = (
    *(KeyError, ValueError, IndexError, TypeError, AttributeError, EOFError, SyntaxError),
    *(NotImplementedError, RuntimeError, OverflowError, zipfile.BadZipFile, zlib.error),
)
FORMULA = ("=", "@", "\t=")


class Row(NamedTuple):
    """One line of the file: its number as a spreadsheet shows it (the headings are 1), and its cells."""

    number: int
    cells: list[str]


def read_headings(path: Path) -> list[str]:
    """The first row. Raises BadFile."""
    first = next(_rows(path), None)
    if not first or not any(first.cells):
        frappe.throw(
            _("The file is empty. The first row holds the headings, each further row one woman."), BadFile
        )
    if len(first.cells) > MOST_COLUMNS:
        frappe.throw(_("The file has {0} columns. Is it the right file?").format(len(first.cells)), BadFile)
    return [" ".join(cell.split()) for cell in first.cells]


def read_rows(path: Path, after: int = 1) -> Iterator[Row]:
    """The rows below row `after`, blank ones left out. Raises BadFile."""
    for row in _rows(path):
        if row.number > after and any(row.cells):
            yield row


def count_rows(path: Path) -> int:
    """How many women the file lists. Raises BadFile when there is none, or when row 2 is headings again."""
    headings = read_headings(path)
    count = 0
    for row in read_rows(path):
        count += 1
        if row.number == 2 and _looks_like_headings(row.cells, headings):
            frappe.throw(_("Row 2 repeats the headings. Delete one of the two rows."), BadFile)
    if not count:
        frappe.throw(_("The file has headings, but no row below them."), BadFile)
    return count


def _rows(path: Path) -> Iterator[Row]:
    if path.stat().st_size > LARGEST_FILE:
        frappe.throw(
            _("The file has {0} MB; at most {1} are read at once. Split it.").format(
                path.stat().st_size // 1024**2, LARGEST_FILE // 1024**2
            ),
            BadFile,
        )
    reader = _workbook if zipfile.is_zipfile(path) else _text
    for row in reader(path):
        _check_cells(row)
        yield row


def _check_cells(row: Row) -> None:
    for place, cell in enumerate(row.cells, start=1):
        if cell.startswith(FORMULA):
            frappe.throw(
                _("Row {0}, column {1} holds a formula. Save the values instead of formulas.").format(
                    row.number, place
                ),
                BadFile,
            )
        if len(cell) > LONGEST_CELL:
            frappe.throw(
                _("Row {0}, column {1} holds more than {2} signs.").format(row.number, place, LONGEST_CELL),
                BadFile,
            )


def _text(path: Path) -> Iterator[Row]:
    with path.open("rb") as source:
        start = source.read(1024)
    encoding = ENCODINGS.get(start[:2], "utf-8-sig")
    if encoding == "utf-8-sig" and b"\0" in start:
        frappe.throw(_("This is not a CSV or XLSX file."), BadFile)
    try:
        with path.open(encoding=encoding, newline="") as source:
            dialect = _dialect(source)
            yield from (
                Row(number, [cell.strip() for cell in cells])
                for number, cells in enumerate(csv.reader(source, dialect), start=1)
            )
    except UnicodeError:
        frappe.throw(
            _("The letters of this file are not UTF-8. Save it again as “CSV UTF-8”, or as XLSX."), BadFile
        )
    except csv.Error:
        frappe.throw(_("This is not a CSV or XLSX file."), BadFile)


def _dialect(source: io.TextIOBase) -> type[csv.Dialect] | str:
    """Comma, semicolon or tab, by the first lines; Excel in French writes semicolons."""
    sample = "".join(islice(source, 5))
    source.seek(0)
    try:
        return csv.Sniffer().sniff(sample, delimiters=",;\t")
    except csv.Error:
        return "excel"  # a single column


def _workbook(path: Path) -> Iterator[Row]:
    with zipfile.ZipFile(path) as archive:
        parts = archive.infolist()
        beside = [part.file_size for part in parts if not part.filename.startswith("xl/worksheets/")]
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED or sum(beside) > LARGEST_BESIDE:
            frappe.throw(_("This workbook is too large when it is opened. Save it as CSV UTF-8."), BadFile)
    try:
        yield from _first_sheet(path)
    except NO_WORKBOOK:
        frappe.throw(_("This is not a CSV or XLSX file."), BadFile)


def _first_sheet(path: Path) -> Iterator[Row]:
    """Its rows, without trusting the size that the sheet says it has."""
    from openpyxl import load_workbook

    sheet = load_workbook(path, read_only=True).worksheets[0]
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        if number > MOST_ROWS:
            raise OverflowError(number)
        yield Row(number, [_cell(value) for value in cells])


def _cell(value: object) -> str:
    """A cell as a person would type it: a date as 1994-05-17, a whole number without .0."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()


def _looks_like_headings(cells: list[str], headings: list[str]) -> bool:
    same = sum(1 for cell, heading in zip(cells, headings, strict=False) if cell and cell == heading)
    digits = any(sign.isdigit() for cell in cells for sign in cell)
    return same >= 2 or (not digits and sum(map(bool, cells)) >= 3)
