"""Frappe's "share" and "assign to" would show one row to somebody outside its territory."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.territory.access import is_scoped
from women_incubation.territory.errors import SharingRefused


def refuse_share(doc: Document, method: str | None = None) -> None:
    """doc_events of DocShare: a shared row trumps every row condition, so scoped documents are not shared."""
    if is_scoped(doc.share_doctype):
        frappe.throw(
            _("{0} is seen by those in whose territory it lies; it cannot be shared.").format(
                _(doc.share_doctype)
            ),
            SharingRefused,
        )
