"""What a participant says of a session. Written by `training.feedback` alone, read by nobody who trains."""

import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class SessionFeedback(AppendOnlyRecord, SafeSave):
    """Given once, through the woman's own door; others see averages."""


def on_doctype_update() -> None:
    """Once a woman and session, whoever races."""
    frappe.db.add_unique("Session Feedback", ["training_session", "beneficiary"])
