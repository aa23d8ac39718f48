"""Lists of women as files, and imports of them."""

import csv
import io
import secrets
from typing import Any

import frappe
from frappe.model.document import Document

from tests.factories import serial, unique
from tests.factories.territory import PROVINCE
from women_incubation.people.importing.running import run
from women_incubation.people.importing.starting import start

_RUN = secrets.randbelow(900) + 100  # so that card numbers differ between processes
HEADINGS = ("first_name_ar", "last_name_ar", "first_name", "last_name", "birth_date", "cnie", "phone")


def woman_row(**overrides: Any) -> dict[str, str]:
    """A row that may be taken in; no two have the same card number or name."""
    number = serial()
    last = (f"تجربة {_RUN}{number}", "Zineb", f"Test{_RUN}{number}")
    texts = ("زينب", *last, "1994-05-17", f"ZY{_RUN}{number:04d}", "0612345678")
    return dict(zip(HEADINGS, texts, strict=True)) | overrides


def csv_of(rows: list[dict], headings: tuple[str, ...] | None = None, delimiter: str = ",") -> bytes:
    """The rows under their headings, as CSV UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    headings = headings or tuple(dict.fromkeys(name for row in rows for name in row))
    writer.writerow(headings)
    writer.writerows([row.get(name, "") for name in headings] for row in rows)
    return out.getvalue().encode()


def make_file(content: bytes, name: str = "women.csv") -> Document:
    """A private file of the acting user, hung on nothing yet."""
    return frappe.get_doc(
        {"doctype": "File", "file_name": f"{unique('f')}-{name}", "content": content, "is_private": 1}
    ).insert()


def make_import(content: bytes, name: str = "women.csv", **overrides: Any) -> Document:
    """An import of this content into PROVINCE."""
    values = {"doctype": "Beneficiary Import", "file": make_file(content, name).file_url, "unit": PROVINCE}
    return frappe.get_doc({**values, **overrides}).insert()


def carry_out(doc: Document, *phases: str) -> Document:
    """The import after these phases, both unless they are named; each commits, as a run does."""
    for phase in phases or ("Checking", "Importing"):
        start(doc, phase)
        frappe.db.commit()
        run(doc.name)
        doc.reload()
    return doc
