"""Partner organisations: everybody reads them all; they are written by those in whose territory they lie."""

from frappe.model.document import Document

from women_incubation.territory import access

READING = ("read", "select", "print", "export", "report", "email")


def organisation(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
    """Hook `has_permission` of Partner Organisation."""
    return ptype in READING or access.has_permission(doc, ptype, user)
