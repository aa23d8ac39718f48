"""How far a woman's projects have brought her, for her derived stage (hook `incubation_stage_sources`)."""

from __future__ import annotations

import frappe

STAGE_OF_STATE = {
    "Submitted": "Project Submitted",
    "Under Review": "Project Submitted",
    "Changes Requested": "Project Submitted",
    "Shortlisted": "Project Submitted",
    "Waiting List": "Project Submitted",
    "Approved": "Project Approved",
    "Contracted": "Project Approved",
    "In Incubation": "In Incubation",
    "Activity Started": "Activity Started",
    "Economically Integrated": "Economically Integrated",
}
_ORDER = list(dict.fromkeys(STAGE_OF_STATE.values()))


def stage_of(beneficiary: str) -> str | None:
    """The furthest stage of the projects she holds or shares; None when none of them is under way."""
    stages = [STAGE_OF_STATE[state] for state in states_of(beneficiary) if state in STAGE_OF_STATE]
    return max(stages, key=_ORDER.index, default=None)


def states_of(beneficiary: str) -> list[str]:
    """The states of all her projects, held and shared."""
    project = frappe.qb.DocType("Project Proposal")
    member = frappe.qb.DocType("Project Member")
    shared = frappe.qb.from_(member).select(member.parent).where(member.beneficiary == beneficiary)
    query = frappe.qb.from_(project).select(project.workflow_state).distinct()
    return query.where((project.beneficiary == beneficiary) | project.name.isin(shared)).run(pluck=True)
