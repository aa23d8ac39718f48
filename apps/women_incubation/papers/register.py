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

from women_incubation.audit.bulk_rows import insert_rows
from women_incubation.audit.entries import record
from women_incubation.papers.kinds import Kind
from women_incubation.papers.words import day, letterhead
from women_incubation.reports.page import Stamp
from women_incubation.reports.phrases import Language, Phrase

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without signs that are taken for another
NUMBER_LENGTH = 7
NEUTRAL = Stamp(number="", date=Phrase("", ""), check_url="", language="both")


class Printed(NamedTuple):
    """A PDF and the number of its paper."""

    number: str
    content: bytes


def print_paper(kind: Kind, doc: Document, language: Language) -> Printed:
    """Draw the paper of a document, registering it when it says something new. The caller has authorised."""
    head = letterhead(doc.get("unit"))
    digest = hashlib.sha256(kind.draw(doc, NEUTRAL, head)).hexdigest()
    paper = paper_for(kind, doc, digest)
    stamp = Stamp(paper.name, day(paper.printed_on), check_address(paper.token), language)
    return Printed(paper.name, kind.draw(doc, stamp, head))


def paper_for(kind: Kind, doc: Document, digest: str) -> frappe._dict:
    """The valid paper that says this, else a new one that replaces those before it."""
    valid = frappe.get_all(
        "Printed Paper",
        filters={
            "kind": kind.name,
            "reference_doctype": doc.doctype,
            "reference_name": doc.name,
            "status": "Valid",
        },
        fields=["name", "token", "printed_on", "digest"],
    )
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
    moment, user = now(), frappe.session.user
    number = (
        f"{kind.prefix}-{getdate().year}-{''.join(secrets.choice(ALPHABET) for _ in range(NUMBER_LENGTH))}"
    )
    row = {
        "name": number,
        "creation": moment,
        "modified": moment,
        "owner": user,
        "modified_by": user,
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
        "printed_by": user,
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
        end(paper, "Revoked", reason=reason)


def replace(doctype: str, name: str, kind: str, new_name: str, reason: str) -> None:
    """The same when the document `new_name` stands in its place: the old paper's page leads to the new."""
    newer = valid_papers(doctype, new_name, kind)
    for paper in valid_papers(doctype, name, kind):
        end(paper, "Replaced", reason=reason, replaced_by=newer[0] if newer else None, successor=new_name)


def valid_papers(doctype: str, name: str, kind: str) -> list[str]:
    """The numbers of the papers that hold."""
    filters = {"kind": kind, "reference_doctype": doctype, "reference_name": name, "status": "Valid"}
    return frappe.get_all("Printed Paper", filters=filters, pluck="name")


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
