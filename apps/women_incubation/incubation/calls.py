"""Reading calls for projects."""

from __future__ import annotations

import frappe
from frappe.model.document import Document


def call_of(project: Document) -> Document | None:
    """The project's call, read once for this copy of the project (its criteria when asked for)."""
    kept = project.flags.call_document
    if not kept or kept.name != project.call:
        kept = frappe.get_lazy_doc("Call for Projects", project.call) if project.call else None
        project.flags.call_document = kept
    return kept
