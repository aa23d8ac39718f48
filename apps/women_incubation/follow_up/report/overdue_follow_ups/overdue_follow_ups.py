"""The work list of follow-ups that are due and not done, the longest overdue first."""

import frappe
from frappe import _
from frappe.utils import date_diff, today

from women_incubation.territory.reporting import column


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
    """(columns, rows). `get_list` keeps the rows to the user's territory, as everywhere."""
    rows = frappe.get_list(
        "Integration Follow-up",
        filters={"status": "Due", "due_on": ["<=", today()], "project.workflow_state": "Activity Started"},
        fields=[
            "name",
            "project",
            "project.title",
            "project.coach",
            "beneficiary",
            "unit",
            "month",
            "due_on",
        ],
        order_by="due_on asc",
        limit_page_length=0,
    )
    for row in rows:
        row["days"] = date_diff(today(), row.due_on)
    return columns(), rows


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("name", _("Follow-up"), "Link", "Integration Follow-up", 120),
        column("project", _("Project"), "Link", "Project Proposal", 150),
        column("title", _("Title"), "Data", None, 220),
        column("coach", _("Coach"), "Link", "User", 180),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("month", _("Month"), "Data", None, 70),
        column("due_on", _("Due On"), "Date", None, 110),
        column("days", _("Days Overdue"), "Int", None, 110),
    ]
