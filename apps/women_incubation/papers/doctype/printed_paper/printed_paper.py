"""A paper that was printed: its number, its check code, and whether it still holds."""

import frappe
from frappe.model.document import Document

from women_incubation.audit.append_only import AppendOnlyRecord


class PrintedPaper(AppendOnlyRecord, Document):
    """Written by `papers.register` alone."""


def on_doctype_update() -> None:
    """A code leads to one paper; the papers of a document are found without a scan."""
    frappe.db.add_unique("Printed Paper", ["token"], constraint_name="unique_paper_token")
    frappe.db.add_index(
        "Printed Paper", ["reference_doctype", "reference_name", "kind"], "papers_of_document"
    )
