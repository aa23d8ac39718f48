"""The photo of a quote arrives in pieces, over a network that comes and goes.

A photo is named by the digest of its content, under its woman and her project: a phone that lost the network,
the answer or its battery asks what is missing and goes on, in any order, and the same photo sent twice is one
file. Another woman's pieces cannot be met, because her name is part of theirs. What is not finished within
KEPT_DAYS is deleted at night.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import strip_html
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from women_incubation.audit.bulk_rows import stamp
from women_incubation.audit.sent_pictures import KINDS, UNREADABLE, open_picture
from women_incubation.incubation.editing import EDITABLE
from women_incubation.incubation.errors import QuoteRefused
from women_incubation.incubation.roles import WOMAN
from women_incubation.incubation.services import locked_project

PIECE = 64 * 1024  # bytes of each piece but the last
LARGEST = 5 * 1024 * 1024  # bytes of a photo
MOST_WAITING = 4 * LARGEST // PIECE  # pieces of one woman that are not a file yet
KEPT_DAYS = 7
DIGEST = re.compile(r"[0-9a-f]{64}")
PDF = b"%PDF-"


@dataclass(frozen=True)
class Photo:
    """A photo as its sender announces it: the SHA-256 of its content in hexadecimal, its size in bytes."""

    digest: str
    size: int

    def __post_init__(self) -> None:
        """Raises QuoteRefused for what is no digest, and for a size that is not taken."""
        if not DIGEST.fullmatch(self.digest):
            frappe.throw(_("A photo is named by the digest of its content."), QuoteRefused)
        if not 0 < self.size <= LARGEST:
            frappe.throw(_("A quote is at most {0} MB.").format(LARGEST // 1024**2), QuoteRefused)

    @property
    def pieces(self) -> int:
        """How many pieces it has."""
        return -(-self.size // PIECE)

    def length(self, number: int) -> int:
        """How many bytes the piece has, counted from 0. Raises QuoteRefused when there is no such piece."""
        if not 0 <= number < self.pieces:
            frappe.throw(_("This photo has no piece {0}.").format(number), QuoteRefused)
        return min(PIECE, self.size - number * PIECE)


def state_of(project: str, photo: Photo) -> dict:
    """What the phone still has to send: {"missing": [numbers], "file_url": address or None, "refused": None}.

    Raises PermissionError, NotTheHolder; QuoteRefused when the project is not hers to change now.
    """
    writable_project(project)
    return _state(project, photo)


def take_piece(project: str, photo: Photo, number: int, content: bytes) -> dict:
    """Keep one piece; with the last one the photo becomes a private file of the project. As `state_of`.

    A whole that is not what was announced, or no picture and no PDF, is dropped: `refused` says why. Raises
    QuoteRefused for a piece of another length or number, and for too much that is not finished.
    """
    writable_project(project)
    if stored_address(project, photo):
        return _state(project, photo)
    if len(content) != photo.length(number):
        frappe.throw(_("This piece of the photo is not whole. It is sent again."), QuoteRefused)
    if frappe.db.count("Quote Piece", {"user": frappe.session.user}) >= MOST_WAITING:
        frappe.throw(_("Too many photos are half sent. Wait until they have arrived."), QuoteRefused)
    _keep(project, photo, number, content)
    state = _state(project, photo)
    return state if state["missing"] else _finish(project, photo)


def forget_old() -> None:
    """Each night: pieces of photos that nobody went on sending."""
    over = frappe.utils.add_days(frappe.utils.now(), -KEPT_DAYS)
    frappe.db.delete("Quote Piece", {"creation": ["<", over]})


def writable_project(name: str) -> Document:
    """The project, locked, if she holds it and may change its budget today."""
    project = locked_project(name)
    hers = EDITABLE.get(project.workflow_state, {}).get(WOMAN, frozenset())
    if "budget_items" not in hers:
        frappe.throw(_("This proposal is sent: its quotes stay as they are."), QuoteRefused)
    return project


def stored_address(project: str, photo: Photo) -> str | None:
    """The address of the file that this photo has become."""
    where = {"attached_to_doctype": "Project Proposal", "attached_to_name": project}
    return frappe.db.get_value("File", where | {"file_name": ["like", f"{_stem(photo)}%"]}, "file_url")


def _state(project: str, photo: Photo) -> dict:
    address = stored_address(project, photo)
    here = frappe.get_all("Quote Piece", _pieces(project, photo), pluck="number", limit=0)
    missing = [] if address else sorted(set(range(photo.pieces)) - set(here))
    return {"missing": missing, "file_url": address, "refused": None}


def _pieces(project: str, photo: Photo) -> dict:
    return {"user": frappe.session.user, "project": project, "digest": photo.digest}


def _stem(photo: Photo) -> str:
    return f"quote-{photo.digest[:32]}"


def _keep(project: str, photo: Photo, number: int, content: bytes) -> None:
    row = {
        "name": frappe.generate_hash(length=16),
        **stamp(),
        **_pieces(project, photo),
        "number": number,
        "content": base64.b64encode(content).decode(),
    }
    frappe.db.bulk_insert("Quote Piece", list(row), [tuple(row.values())], ignore_duplicates=True)


def _finish(project: str, photo: Photo) -> dict:
    """All pieces are here: they become the file, or nothing. Either way the pieces go."""
    where = _pieces(project, photo)
    rows = frappe.get_all("Quote Piece", where, pluck="content", order_by="number", limit=0)
    content = b"".join(base64.b64decode(row) for row in rows)
    frappe.db.delete("Quote Piece", where)
    if hashlib.sha256(content).hexdigest() != photo.digest:
        return _refused(photo, _("The photo did not arrive whole. Please send it again."))
    ending = ending_of(content)
    if not ending:
        return _refused(photo, _("This is no picture and no PDF. Please take a photo of the quote."))
    frappe.db.savepoint("quote")
    try:
        return {"missing": [], "file_url": _filed(project, photo, content, ending), "refused": None}
    except frappe.ValidationError as error:  # Frappe takes no PDF with a script in it
        frappe.db.rollback(save_point="quote")
        frappe.clear_messages()
        return _refused(photo, strip_html(str(error)))


def _filed(project: str, photo: Photo, content: bytes, ending: str) -> str:
    file = {
        "doctype": "File",
        "file_name": f"{_stem(photo)}.{ending}",
        "content": content,
        "is_private": 1,
        "attached_to_doctype": "Project Proposal",
        "attached_to_name": project,
    }
    return frappe.get_doc(file).insert().file_url


def _refused(photo: Photo, why: str) -> dict:
    return {"missing": list(range(photo.pieces)), "file_url": None, "refused": why}


def ending_of(content: bytes) -> str | None:
    """How the file is named, by what it is and not by what it says; None for anything but picture and PDF."""
    try:
        if content.startswith(PDF):
            return "pdf" if PdfReader(io.BytesIO(content)).pages else None
        with open_picture(content) as picture:
            picture.load()
            return KINDS[picture.format]
    except (*UNREADABLE, PyPdfError):
        return None
