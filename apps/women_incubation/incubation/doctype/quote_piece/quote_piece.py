"""A piece of a photo that is on its way; see `incubation.quote_pieces`."""

import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class QuotePiece(AppendOnlyRecord, SafeSave):
    """Written by `incubation.quote_pieces` alone."""


def on_doctype_update() -> None:
    """Each piece of a photo once, whoever races."""
    frappe.db.add_unique("Quote Piece", ["user", "project", "digest", "number"])
