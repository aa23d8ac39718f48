"""Opening the follow-ups of a project, and what they say about its integration."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.follow_up.due_dates import MONTHS

DONE = "Done"


def open_follow_ups(project: Document) -> list[str]:
    """Open the follow-ups that the project has not got yet; their names. Hook `incubation_activity_started`.

    The coach whose move starts the activity may not create follow-ups by hand, so permissions are passed by;
    project, month and due date leave nothing to choose.
    """
    existing = frappe.get_all("Integration Follow-up", filters={"project": project.name}, pluck="month")
    opened = []
    for months in MONTHS:
        if str(months) not in existing:
            row = {"doctype": "Integration Follow-up", "project": project.name, "month": str(months)}
            opened.append(frappe.get_doc(row).insert(ignore_permissions=True).name)
    return opened


def missing_for_integration(project: Document) -> list[dict[str, str]]:
    """What the follow-ups still lack for a confirmed integration. Hook `incubation_integration_checks`.

    Each of 6 and 12 months is done, found the activity running, and has its evidence. Read with a lock: a
    follow-up being changed at this very moment is waited for.
    """
    found = _follow_ups(project.name)
    missing = []
    for months in MONTHS:
        text = _lacks(found.get(str(months)), months)
        if text:
            missing.append({"field": "integrated_on", "message": text})
    return missing


def _lacks(row: dict | None, months: int) -> str | None:
    if not row or row.status != DONE:
        return _("The follow-up at {0} months is not done.").format(months)
    if not row.activity_running:
        return _("The follow-up at {0} months found the activity stopped.").format(months)
    if not row.evidence:
        return _("The follow-up at {0} months has no evidence.").format(months)
    return None


def _follow_ups(project: str) -> dict[str, dict]:
    table = frappe.qb.DocType("Integration Follow-up")
    query = (
        frappe.qb.from_(table)
        .select(table.month, table.status, table.activity_running, table.evidence)
        .where(table.project == project)
        .for_update()
    )
    return {row.month: row for row in query.run(as_dict=True)}
