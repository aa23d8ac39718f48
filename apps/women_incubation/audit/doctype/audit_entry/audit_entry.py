import frappe
from frappe.model.document import Document

from women_incubation.audit.append_only import AppendOnlyRecord


class AuditEntry(AppendOnlyRecord, Document):
    """One thing that somebody did, sealed (see audit/entries.py)."""


def on_doctype_update() -> None:
    """The place in a chain is taken once: two appenders cannot both get it."""
    frappe.db.add_unique("Audit Entry", ["chain", "sequence"], constraint_name="unique_place_in_chain")
