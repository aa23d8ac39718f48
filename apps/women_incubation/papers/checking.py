"""What anybody who holds a paper's code may know: whether it holds, its title and its holder. No more."""

import re
from typing import NamedTuple

import frappe

TOKEN = re.compile(r"[A-Za-z0-9_-]{20,40}")
FIELDS = ("name", "status", "title_fr", "title_ar", "holder_fr", "holder_ar", "printed_on", "ended_on")


class Check(NamedTuple):
    """The answer of the check page. Of an unknown code there is nothing but that."""

    status: str
    paper: frappe._dict | None = None
    successor: str | None = None


def check(token: str) -> Check:
    """Look a code up. The same work is done for every code, known or not."""
    fits = bool(TOKEN.fullmatch(token or ""))
    fields = [*FIELDS, "replaced_by", "reference_doctype", "successor", "kind"]
    found = frappe.get_all("Printed Paper", filters={"token": token if fits else "-"}, fields=fields, limit=1)
    if not found:
        return Check("Unknown")
    paper = found[0]
    newer = paper.replaced_by or _paper_of_successor(paper)
    return Check(paper.status, paper, newer)


def _paper_of_successor(paper: frappe._dict) -> str | None:
    """The number of the valid paper of the document that stands in this one's place."""
    if not paper.successor:
        return None
    filters = {
        "reference_doctype": paper.reference_doctype,
        "reference_name": paper.successor,
        "kind": paper.kind,
        "status": "Valid",
    }
    return frappe.db.get_value("Printed Paper", filters)
