"""What the events of a session add up to for one woman; see `training.fold`."""

import frappe
from frappe.model.document import Document

from women_incubation.training.service_written import ServiceWritten


class SessionAttendance(ServiceWritten, Document):
    """Written by `training.register_writer`."""


def on_doctype_update() -> None:
    """One row a woman and session, whoever races; the writer's upsert finds the row by this key."""
    frappe.db.add_unique("Session Attendance", ["training_session", "beneficiary"])
