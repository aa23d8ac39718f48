"""The rows that were not taken in, as a file to mend and send again: each with its problems in words.

What such a row said is kept here alone, so it is read from here again when it is decided.
"""

import csv
import hashlib
import io
from collections.abc import Container
from pathlib import Path

import frappe
from frappe import _

from women_incubation.people.importing import table

LARGEST = 50_000  # rows
OWN_COLUMNS = 3  # row, outcome, problems
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write(doc: "frappe.Document", source: Path) -> dict[str, str | None]:
    """Write the private file of an import's refused rows: its address and digest for the import's fields.

    Both None when every row was taken in.
    """
    refused = {
        row.row_number: row
        for row in frappe.get_all(
            "Import Row",
            filters={"beneficiary_import": doc.name},
            fields=["row_number", "outcome", "problems"],
            order_by="row_number",
            limit=LARGEST,
        )
    }
    if not refused:
        return {"problems_file": None, "problems_digest": None}
    content = _content(source, refused).encode("utf-8-sig")
    file = frappe.get_doc(
        {
            "doctype": "File",
            "file_name": f"{doc.name}-{frappe.scrub(doc.status)}.csv",
            "content": content,
            "is_private": 1,
            "attached_to_doctype": doc.doctype,
            "attached_to_name": doc.name,
        }
    )
    return {"problems_file": file.insert().file_url, "problems_digest": hashlib.sha256(content).hexdigest()}


def read(content: bytes, numbers: Container[int]) -> dict[int, dict[str, str]]:
    """What the rows of these numbers said, from such a file: heading -> cell."""
    rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    headings = [as_typed(cell) for cell in next(rows)[OWN_COLUMNS:]]
    return {
        int(row[0]): dict(zip(headings, map(as_typed, row[OWN_COLUMNS:]), strict=False))
        for row in rows
        if int(row[0]) in numbers
    }


def _content(source: Path, refused: dict[int, "frappe._dict"]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_("Row"), _("Outcome"), _("Problems"), *map(harmless, table.read_headings(source))])
    for row in table.read_rows(source):
        if row.number in refused:
            kept = refused[row.number]
            writer.writerow(
                [row.number, _(kept.outcome), sentences(kept.problems), *map(harmless, row.cells)]
            )
    return out.getvalue()


def sentences(problems: str) -> str:
    """The problems of a row as one text: the column's label and what is wrong with it."""
    meta = frappe.get_meta("Beneficiary")
    return " | ".join(
        f"{_(meta.get_label(field))}: {message}" for field, message in frappe.parse_json(problems)
    )


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula. A telephone number keeps its plus sign."""
    return cell if not cell.startswith(DANGEROUS) or cell[1:].isdigit() else f"'{cell}"


def as_typed(cell: str) -> str:
    """The cell from which `harmless` made this one."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell
