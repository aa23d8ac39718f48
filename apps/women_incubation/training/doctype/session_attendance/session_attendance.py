"""What the events of a session add up to for one woman; see `training.fold`."""

import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class SessionAttendance(AppendOnlyRecord, SafeSave):
    """Written by `training.register_writer` alone: a row is what its events say, not what somebody types."""


def on_doctype_update() -> None:
    """One row a woman and session, whoever races."""
    frappe.db.add_unique("Session Attendance", ["training_session", "beneficiary"])
