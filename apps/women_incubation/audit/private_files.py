"""Papers of a person stay private: who may hang a file on a document, and who may claim a file's address.

Frappe lets whoever types an address into an Attach field read the file behind it: on saving, it makes a
File row of that address, attached to the typed-in document. These checks close that door.
"""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model.document import Document

PRIVATE = "/private/files/"
_ATTACH_TYPES = ("Attach", "Attach Image")


class FileNotPrivate(frappe.ValidationError):
    """A paper lies at a public address, or outside this site."""


class FileNotYours(frappe.PermissionError):
    """The file was uploaded by somebody else, for another document."""


class EmptyFile(frappe.ValidationError):
    """A file without a byte in it."""


def check_private_files(doc: Document) -> None:
    """Every file newly hung on the document (rows too) is private and belongs here.

    It belongs here if this user uploaded it, or if it is attached to this document already.
    Raises FileNotPrivate or FileNotYours, naming the field and the row.
    """
    before = doc.get_doc_before_save()
    known = {url for url, _place in _attached(before)} if before else set()
    new = [(url, place) for url, place in _attached(doc) if url not in known]
    if not new:
        return
    ours = _usable_addresses(doc, [url for url, _place in new])
    for url, place in new:
        if not url.startswith(PRIVATE):
            frappe.throw(
                _("{0}: the file is not private. Upload it as a private file.").format(place), FileNotPrivate
            )
        if url not in ours:
            frappe.throw(_("{0}: this file is not yours. Upload it again here.").format(place), FileNotYours)


def attach_row_files(doc: Document) -> None:
    """Attach the files of child rows to the document, so that its readers may read them.

    Frappe attaches the files of the document's own fields only. Call it in on_update.
    """
    urls = [row.get(field.fieldname) for row, field in _row_fields(doc) if row.get(field.fieldname)]
    if not urls:
        return
    loose = frappe.get_all(
        "File",
        filters={
            "file_url": ["in", urls],
            "owner": frappe.session.user,
            "attached_to_name": ["is", "not set"],
        },
        pluck="name",
    )
    for name in loose:
        frappe.db.set_value("File", name, {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name})


def _usable_addresses(doc: Document, urls: list[str]) -> set[str]:
    rows = frappe.get_all(
        "File",
        filters={"file_url": ["in", urls], "is_private": 1},
        fields=["file_url", "owner", "attached_to_doctype", "attached_to_name"],
    )
    here = (doc.doctype, doc.name)
    return {
        row.file_url
        for row in rows
        if row.owner == frappe.session.user or (row.attached_to_doctype, row.attached_to_name) == here
    }


def _attached(doc: Document) -> Iterator[tuple[str, str]]:
    """Each file address on the document with the words that tell a person where it stands."""
    for field in doc.meta.get("fields", {"fieldtype": ["in", _ATTACH_TYPES]}):
        if doc.get(field.fieldname):
            yield doc.get(field.fieldname), _(field.label)
    for row, field in _row_fields(doc):
        if row.get(field.fieldname):
            place = _("Row {0}, {1}").format(row.idx, _(field.label))
            yield row.get(field.fieldname), place


def _row_fields(doc: Document) -> Iterator[tuple[Document, Document]]:
    for row in doc.get_all_children():
        for field in row.meta.get("fields", {"fieldtype": ["in", _ATTACH_TYPES]}):
            yield row, field
