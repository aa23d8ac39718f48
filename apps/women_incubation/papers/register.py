"""The register of printed papers: what was printed, under which number, and whether it still holds.

A paper's number and check code belong to what it says. Printed again, in whichever language, with nothing
changed, it is the same paper: same number, same date, same bytes. When the document says something else now,
a new paper is made and the old one is replaced: its check page says so.
"""

import hashlib
import secrets
from typing import NamedTuple

import frappe
from frappe.model.document import Document
from frappe.utils import get_url, getdate, now, today

from women_incubation.audit.bulk_rows import insert_rows, stamp
from women_incubation.audit.entries import record
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import Kind
from women_incubation.papers.words import day, letterhead
from women_incubation.reports.content import heard
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Language, Phrase

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without signs that are taken for another
NUMBER_LENGTH = 7
NEUTRAL = Stamp(number="", date=Phrase("", ""), check_url="", language="both")


class Printed(NamedTuple):
    """A PDF and the number of its paper."""

    number: str
    content: bytes


def print_paper(kind: Kind, doc: Document, language: Language) -> Printed:
    """Draw the paper of a document, registering it when it says something new. The caller has authorised.

    Raises NotPrinted when the paper is not made of the document as it is.
    """
    doc, stamp = stamp_for(kind, doc, language)
    return Printed(stamp.number, kind.draw(doc, stamp, letterhead(doc.get("unit"))))


def stamp_for(kind: Kind, doc: Document, language: Language) -> tuple[Document, Stamp]:
    """The document as it is now, with the number, day and code of its paper. Raises NotPrinted.

    The document is locked meanwhile: two who print it at once get one number, and none is printed of what is
    being revoked.
    """
    doc = frappe.get_doc(doc.doctype, doc.name, for_update=True)
    refusal = kind.refusal(doc)
    if refusal:
        frappe.throw(refusal, NotPrinted)
    paper = paper_for(kind, doc, digest_of(kind, doc, letterhead(doc.get("unit"))))
    return doc, Stamp(paper.name, day(paper.printed_on), check_address(paper.token), language)


def digest_of(kind: Kind, doc: Document, head: Letterhead) -> str:
    """A digest of what the paper says, in both languages, however it is laid out and numbered."""
    with heard() as texts:
        kind.draw(doc, NEUTRAL, head)
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def paper_for(kind: Kind, doc: Document, digest: str) -> frappe._dict:
    """The valid paper that says this, else a new one that replaces those before it."""
    valid = valid_papers(doc.doctype, doc.name, kind.name)
    for paper in valid:
        if paper.digest == digest:
            return paper
    new = insert_paper(kind, doc, digest)
    for paper in valid:
        end(paper.name, "Replaced", replaced_by=new.name)
    return new


def insert_paper(kind: Kind, doc: Document, digest: str) -> frappe._dict:
    """Write a new paper with a number and a code that nobody can guess, in this transaction."""
    title, holder = kind.shown(doc)
    number = (
        f"{kind.prefix}-{getdate().year}-{''.join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))}"
    )
    row = {
        "name": number,
        **stamp(),
        "kind": kind.name,
        "reference_doctype": doc.doctype,
        "reference_name": doc.name,
        "unit": doc.get("unit"),
        "token": secrets.token_urlsafe(18),
        "title_fr": title.fr[:140],
        "title_ar": title.ar[:140],
        "holder_fr": holder.fr[:140],
        "holder_ar": holder.ar[:140],
        "printed_on": today(),
        "printed_by": frappe.session.user,
        "digest": digest,
        "status": "Valid",
    }
    insert_rows("Printed Paper", [row])
    record("paper_printed", doc, kind=kind.name, number=number, digest=digest)
    return frappe._dict(row)


def revoke(doctype: str, name: str, kind: str, reason: str) -> None:
    """Take back every paper of this kind that holds; nothing when none was printed.

    The reason is for the programme's own people; the check page says only that it was revoked, and when.
    """
    for paper in valid_papers(doctype, name, kind):
        end(paper.name, "Revoked", reason=reason)


def replace(doctype: str, name: str, kind: str, new_name: str, reason: str) -> None:
    """The same when the document `new_name` stands in its place: the old paper's page leads to the new."""
    newer = valid_papers(doctype, new_name, kind)
    for paper in valid_papers(doctype, name, kind):
        newest = newer[0].name if newer else None
        end(paper.name, "Replaced", reason=reason, replaced_by=newest, successor=new_name)


def valid_papers(doctype: str, name: str, kind: str) -> list[frappe._dict]:
    """The papers that hold, as they are now: a locking read, past this transaction's snapshot."""
    filters = {"kind": kind, "reference_doctype": doctype, "reference_name": name, "status": "Valid"}
    fields = ["name", "token", "printed_on", "digest"]
    return frappe.db.get_values("Printed Paper", filters, fields, as_dict=True, for_update=True)


def end(
    paper: str, status: str, reason: str = "", replaced_by: str | None = None, successor: str | None = None
) -> None:
    """Write that a paper no longer holds, and since when."""
    ended = {
        "status": status,
        "status_reason": reason,
        "ended_on": now(),
        "replaced_by": replaced_by,
        "successor": successor,
    }
    frappe.db.set_value("Printed Paper", paper, ended)
    record("paper_ended", frappe.get_doc("Printed Paper", paper), status=status)


def check_address(token: str) -> str:
    """Where anybody may check the paper."""
    return get_url(f"/check/{token}")
