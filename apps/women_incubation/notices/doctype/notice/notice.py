"""One message that left, or will leave: the visible outbox. See `notices.door`."""

import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class Notice(AppendOnlyRecord, SafeSave):
    """Written by `notices.door` and `notices.sending` alone."""


def on_doctype_update() -> None:
    """What is due is found without reading what was sent."""
    frappe.db.add_index("Notice", ["status", "next_try_at_utc"])
