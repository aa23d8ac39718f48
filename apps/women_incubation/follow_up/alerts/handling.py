"""A coordinator's work list, and what she does with it."""

import frappe
from frappe.utils import date_diff, getdate, today

from women_incubation.follow_up.alerts.words import sentence

MOST_SHOWN = 200
FIELDS = [
    "name",
    "kind",
    "beneficiary",
    "beneficiary.full_name as full_name",
    "beneficiary.full_name_ar as full_name_ar",
    "beneficiary.phone as phone",
    "reference_doctype",
    "reference_name",
    "unit",
    "since",
    "detail",
    "status",
    "assigned_to",
    "note",
    "raised_on",
]


def work_list(user: str | None = None, status: str = "Open") -> list[dict]:
    """The alerts of a coordinator (all that the caller sees, when none is named), the oldest first."""
    filters = {"status": status} | ({"assigned_to": user} if user else {})
    alerts = frappe.get_list(
        "Alert", filters=filters, fields=FIELDS, order_by="since asc, name asc", limit=MOST_SHOWN
    )
    for alert in alerts:
        alert.sentence = sentence(alert.kind, alert.since, alert.detail)
        alert.days = date_diff(getdate(), alert.since)
    return alerts


def handle(name: str, note: str) -> dict:
    """Write what was done. Raises PermissionError, AlertRefused (no note; the alert is closed)."""
    alert = frappe.get_doc("Alert", name)
    alert.check_permission("write")
    alert.status, alert.note = "Handled", note
    alert.save()
    return {"name": alert.name, "status": alert.status, "handled_on": str(alert.handled_on)}


def due_follow_ups() -> list[dict]:
    """The integration follow-ups that are due and not done, of those the user sees, the oldest first."""
    rows = frappe.get_list(
        "Integration Follow-up",
        filters={"status": "Due", "due_on": ["<=", today()], "project.workflow_state": "Activity Started"},
        fields=["name", "project", "project.title as title", "beneficiary", "unit", "month", "due_on"],
        order_by="due_on asc, `tabIntegration Follow-up`.name asc",
        limit=MOST_SHOWN,
    )
    for row in rows:
        row.days = date_diff(today(), row.due_on)
    return rows
