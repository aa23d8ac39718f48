"""The alerts about projects: one that stands still, and a follow-up visit that is overdue."""

from __future__ import annotations

from collections.abc import Iterator

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import getdate

from women_incubation.follow_up.alerts.sources import days_ago
from women_incubation.people.alert_finding import Finding

# Whoever has to act in these states is of the programme; an idea, and a list that waits, stand still rightly.
MOVING_STATES = (
    "Submitted",
    "Under Review",
    "Changes Requested",
    "Shortlisted",
    "Approved",
    "Contracted",
    "In Incubation",
)
SIGNS_OF_LIFE = (("Coaching Visit", "visit_date"), ("Project Milestone", "reached_on"))


def stalled_projects() -> Iterator[Finding]:
    """Projects without a move, a visit or a milestone since the day of the settings.

    Hook `incubation_alert_sources`; the detail is the state.
    """
    limit = days_ago("stalled_project_days")
    project, step = frappe.qb.DocType("Project Proposal"), frappe.qb.DocType("Project Path Step")
    query = (
        frappe.qb.from_(project)
        .join(step)
        .on((step.parent == project.name) & (step.parenttype == "Project Proposal"))
        .select(project.name, project.beneficiary, project.unit, project.workflow_state)
        .select(Max(step.happened_at).as_("moved"))
        .where(project.workflow_state.isin(MOVING_STATES))
        .groupby(project.name, project.beneficiary, project.unit, project.workflow_state)
        .having(Max(step.happened_at) < limit)
    )
    rows = query.run(as_dict=True)
    alive = last_signs([row.name for row in rows])
    for row in rows:
        since = max(getdate(row.moved), alive.get(row.name, getdate(row.moved)))
        if since < limit:
            yield Finding(
                "Stalled Project",
                row.beneficiary,
                "Project Proposal",
                row.name,
                row.unit,
                since,
                row.workflow_state,
            )


def last_signs(projects: list[str]) -> dict[str, object]:
    """Project -> the last day on which somebody visited it or it reached a milestone."""
    found: dict[str, object] = {}
    for doctype, field in SIGNS_OF_LIFE:
        table = frappe.qb.DocType(doctype)
        query = frappe.qb.from_(table).select(table.project, Max(table[field])).groupby(table.project)
        query = query.where(table.project.isin(projects or [""]) & table[field].isnotnull())
        for name, day in query.run():
            found[name] = max(found.get(name, getdate(day)), getdate(day))
    return found


def overdue_follow_ups() -> Iterator[Finding]:
    """Follow-ups whose day has passed, of projects that still run. Hook as above; the detail is the month."""
    rows = frappe.get_all(
        "Integration Follow-up",
        filters={
            "status": "Due",
            "due_on": ["<", getdate()],
            "project.workflow_state": "Activity Started",
        },
        fields=["name", "beneficiary", "unit", "due_on", "month"],
    )
    for row in rows:
        yield Finding(
            "Overdue Follow-up",
            row.beneficiary,
            "Integration Follow-up",
            row.name,
            row.unit,
            getdate(row.due_on),
            row.month,
        )
