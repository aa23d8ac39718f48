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


def refuse_following(doc: Document, method: str | None = None) -> None:
    """doc_events of Document Follow: its mails bring changes and comments to whoever once followed a row,
    without asking whether he may still read it, so scoped documents are not followed."""
    if is_scoped(doc.ref_doctype):
        sentence = _("{0} cannot be followed by mail.")
        frappe.throw(sentence.format(_(doc.ref_doctype)), SharingRefused)
