"""A woman's whole path on one screen: what is done, where she is, what comes, what stands in the way."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.utils import cstr, getdate

from women_incubation.incubation.errors import NotTheHolder
from women_incubation.training import gate

# the step of the path -> the state that a project has when the step is done
PROJECT_STEPS = {
    "proposal": "Submitted",
    "approved": "Approved",
    "contracted": "Contracted",
    "incubation": "In Incubation",
    "activity": "Activity Started",
    "integrated": "Economically Integrated",
}
ENDED = ("Rejected", "Withdrawn", "Discontinued")
_BEFORE_APPROVAL = ("Submitted", "Under Review", "Changes Requested", "Shortlisted", "Waiting List")
_AHEAD = ("Approved", "Contracted", "In Incubation", "Activity Started", "Economically Integrated")
_RANK = (*ENDED, "Idea", *_BEFORE_APPROVAL, *_AHEAD)


def path_of(user: str) -> dict:
    """{beneficiary, steps, training, projects} of the woman whose account this is. Raises NotTheHolder."""
    woman = _woman(user)
    projects = _projects(woman.name)
    main = max(projects, key=_furthest, default=None)
    training = _training(woman.name, main)
    return {
        "beneficiary": {key: woman[key] for key in ("name", "full_name", "full_name_ar", "stage")},
        "steps": _steps(woman, main, training),
        "training": training,
        "projects": [
            {key: cstr(row[key]) for key in ("name", "title", "workflow_state", "modified")}
            for row in projects
        ],
    }


def _woman(user: str) -> dict:
    fields = [
        "name",
        "full_name",
        "full_name_ar",
        "stage",
        "registered_on",
        "selection_status",
        "selection_reason",
    ]
    woman = (
        frappe.db.get_value("Beneficiary", {"user": user}, fields, as_dict=True) if user != "Guest" else None
    )
    if not woman:
        frappe.throw(_("No woman's file is linked to your account."), NotTheHolder)
    return woman


def _projects(beneficiary: str) -> list[dict]:
    project = frappe.qb.DocType("Project Proposal")
    member = frappe.qb.DocType("Project Member")
    shared = frappe.qb.from_(member).select(member.parent).where(member.beneficiary == beneficiary)
    query = (
        frappe.qb.from_(project)
        .select("name", "title", "workflow_state", "modified", "call", "submitted_on", "decision_reason")
        .select("waiting_rank", "change_request", "end_reason", "integrated_on", "activity_started_on")
        .where((project.beneficiary == beneficiary) | project.name.isin(shared))
        .orderby(project.creation, order=frappe.qb.desc)
    )
    return query.run(as_dict=True)


def _furthest(project: dict) -> tuple:
    return _RANK.index(project.workflow_state), project.modified


def _training(beneficiary: str, project: dict | None) -> dict | None:
    """Her training for the project's call, else for the group she joined last; None without either."""
    path = project and frappe.db.get_value("Call for Projects", project.call, "training_path")
    path = path or _path_of_last_group(beneficiary)
    if not path:
        return None
    answer = gate.explain(beneficiary, path)
    return {"passed": answer.passed, "percent": answer.percent, "threshold": answer.threshold}


def _path_of_last_group(beneficiary: str) -> str | None:
    member = frappe.qb.DocType("Training Group Member")
    group = frappe.qb.DocType("Training Group")
    query = (
        frappe.qb.from_(member)
        .join(group)
        .on(group.name == member.parent)
        .select(group.path)
        .where(member.beneficiary == beneficiary)
        .orderby(member.joined_on, order=frappe.qb.desc)
        .limit(1)
    )
    return next(iter(query.run(pluck=True)), None)


def _steps(woman: dict, project: dict | None, training: dict | None) -> list[dict]:
    """The nine steps in order. Whatever lies before the last step done is done too."""
    steps = [
        _step("registered", True, woman.registered_on),
        _step("selected", woman.selection_status == "Selected", detail={"status": woman.selection_status}),
        _step("trained", bool(training and training["passed"]), detail=training),
        *_project_steps(project),
    ]
    last_done = max(index for index, step in enumerate(steps) if step["state"] == "done")
    for step in steps[:last_done]:
        step["state"] = "done"
    if last_done + 1 < len(steps):
        steps[last_done + 1]["state"] = "blocked" if _is_blocked(woman, project, last_done + 1) else "current"
    if woman.selection_status in ("Not Selected", "Waiting List"):
        steps[1]["detail"]["reason"] = woman.selection_reason
    return steps


def _is_blocked(woman: dict, project: dict | None, index: int) -> bool:
    if index == 1:
        return woman.selection_status == "Not Selected"
    return bool(project and project.workflow_state in ENDED)


def _project_steps(project: dict | None) -> list[dict]:
    if not project:
        return [_step(key, False) for key in PROJECT_STEPS]
    reached = _dates_reached(project)
    steps = [_step(key, state in reached, reached.get(state)) for key, state in PROJECT_STEPS.items()]
    steps[0]["detail"] = _detail(project, "change_request", "end_reason")
    steps[1]["detail"] = _detail(project, "decision_reason", "waiting_rank", "end_reason")
    for step in steps[2:]:
        step["detail"] = _detail(project, "end_reason")
    return steps


def _dates_reached(project: dict) -> dict[str, object]:
    """State -> the day on which the project last reached it."""
    rows = frappe.get_all(
        "Project Path Step",
        filters={"parent": project.name, "parenttype": "Project Proposal", "to_state": ["is", "set"]},
        fields=["to_state", "happened_at"],
        order_by="idx asc",
    )
    reached = {row.to_state: getdate(row.happened_at) for row in rows}
    known = {"Submitted": project.submitted_on, "Activity Started": project.activity_started_on}
    return reached | {state: day for state, day in known.items() if day and state in reached}


def _detail(project: dict, *fields: str) -> dict:
    values = {field: project[field] for field in fields if project[field]}
    return {"project": project.name, "workflow_state": project.workflow_state} | values


def _step(key: str, done: bool, date: object = None, detail: dict | None = None) -> dict:
    state = "done" if done else "todo"
    return {"key": key, "state": state, "date": cstr(date) or None if done else None, "detail": detail or {}}
