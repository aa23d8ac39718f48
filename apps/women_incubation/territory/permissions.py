"""Rules of single documents of this room."""

import frappe
from frappe.model.document import Document

from women_incubation.territory import access

READING = ("read", "select", "print", "export", "report", "email")


def organisation(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
    """Hook `has_permission` of Partner Organisation: everybody reads them all; they are written by those in
    whose territory they lie."""
    return ptype in READING or access.has_permission(doc, ptype, user)


def own_accesses(user: str) -> str:
    """The accesses that a user opened, wherever their documents lie. Hook `incubation_own_accesses`."""
    return f"`tabBreak Glass Access`.`user` = {frappe.db.escape(user)}"
