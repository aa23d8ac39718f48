"""The rows that were not taken in, as a file to mend and send again: each with its problems in words."""

import csv
import io
from pathlib import Path

import frappe
from frappe import _

from women_incubation.people.importing import table

LARGEST = 50_000  # rows
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write(doc: "frappe.Document", source: Path) -> str | None:
    """Write the private file of an import's refused rows; its address, None when every row was taken in."""
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
        return None
    content = _content(source, refused)
    file = frappe.get_doc(
        {
            "doctype": "File",
            "file_name": f"{doc.name}-{frappe.scrub(doc.status)}.csv",
            "content": content.encode("utf-8-sig"),
            "is_private": 1,
            "attached_to_doctype": doc.doctype,
            "attached_to_name": doc.name,
        }
    )
    return file.insert().file_url


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
