"""Appeals against a committee's decision: until when, decided by whom, and what an upheld one opens."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, getdate

from women_incubation.incubation.errors import AppealRefused
from women_incubation.incubation.evaluations import final_evaluations
from women_incubation.incubation.independence import too_close
from women_incubation.incubation.missing import Missing
from women_incubation.people.telling import tell_woman

DOCTYPE = "Project Appeal"
LODGED, UPHELD, DISMISSED = "Lodged", "Upheld", "Dismissed"
CONTESTABLE = {"Rejected": "Record Rejection", "Waiting List": "Put on Waiting List"}
DEFAULT_DAYS = 15


def decided_on(project: Document) -> datetime.date | None:
    """The day of the decision in force, which she may contest; None when there is none."""
    action = CONTESTABLE.get(project.workflow_state)
    days = [getdate(step.happened_at) for step in project.path_steps if step.action == action]
    return days[-1] if days else None


def deadline_of(project: Document) -> datetime.date | None:
    """The last day for an appeal: the call's number of days after the decision."""
    day = decided_on(project)
    if not day:
        return None
    days = frappe.db.get_value("Call for Projects", project.call, "appeal_days") or DEFAULT_DAYS
    return getdate(add_days(day, days))


def check_lodging(project: Document, grounds: str | None) -> None:
    """A decision that can be contested, in time, once, with grounds. Raises AppealRefused."""
    last = deadline_of(project)
    if not last or not project.sitting:
        frappe.throw(_("There is no refusal to appeal against."), AppealRefused)
    if getdate() > last:
        sentence = _("Appeals against this decision were possible until {0}.")
        frappe.throw(sentence.format(frappe.format(last, "Date")), AppealRefused)
    if not (grounds or "").strip():
        frappe.throw(_("Write why she appeals."), AppealRefused)
    if frappe.db.exists(DOCTYPE, {"project": project.name, "sitting": project.sitting}):
        frappe.throw(_("There is an appeal against this decision already."), AppealRefused)


def involved(project: Document, sitting: str) -> set[str]:
    """Everybody who had a part in the project or in its decision: they do not decide the appeal.

    Its women, helpers and coach, whoever moved it along its path, its evaluators, and who sat on it.
    """
    present = {"parent": sitting, "parenttype": "Committee Sitting", "present": 1}
    sat = frappe.get_all("Sitting Presence", filters=present, pluck="user")
    movers = {step.actor for step in project.path_steps}
    judges = {row.evaluator for row in final_evaluations(project.name)}
    return {user for user in {*too_close(project), *movers, *judges, *sat} if user}


def upheld_against(project: str, sitting: str | None) -> str | None:
    """The upheld appeal against what this sitting decided about the project."""
    if not sitting:
        return None
    return frappe.db.exists(DOCTYPE, {"project": project, "sitting": sitting, "status": UPHELD})


def check_other_sitting(project: Document, missing: Missing) -> None:
    """After an upheld appeal, another sitting decides than the one that was contested."""
    if upheld_against(project.name, project.sitting):
        sentence = _("An appeal against the sitting {0} was upheld: another sitting decides.")
        missing.add("sitting", sentence.format(project.sitting))


def contested(sitting: str, projects: list[str]) -> list[str]:
    """Which of these projects' decisions by the sitting are under appeal, or were."""
    filters = {"sitting": sitting, "project": ["in", projects or [""]]}
    return frappe.get_all(DOCTYPE, filters=filters, pluck="project")


def state_of(project: Document) -> dict:
    """{until, may_appeal, status, reason}: what a woman is shown about an appeal."""
    filters = {"project": project.name}
    last = frappe.get_all(
        DOCTYPE,
        filters=filters,
        fields=["status", "outcome_reason", "sitting"],
        order_by="creation desc",
        limit=1,
    )
    until = deadline_of(project)
    known = last[0] if last else frappe._dict()
    fresh = bool(until and project.sitting and getdate() <= until and known.sitting != project.sitting)
    return {
        "until": str(until) if until else None,
        "may_appeal": fresh,
        "status": known.status,
        "reason": known.outcome_reason,
    }


def tell_outcome(appeal: Document) -> None:
    """She is told the outcome and its reasons, in her language."""
    tell_woman(appeal.beneficiary, lambda language: words(appeal, language), "Appeal")


def words(appeal: Document, language: str) -> tuple[str, str]:
    """Subject and body of what she is told."""
    if appeal.status == UPHELD:
        sentence = _("Your appeal was accepted. The reason: {0}", lang=language)
    else:
        sentence = _("Your appeal was not accepted. The reason: {0}", lang=language)
    return _("Your appeal", lang=language), sentence.format(appeal.outcome_reason)
