"""Whether these women may send this project today: call, ages, consent, training, other support."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.incubation.calls import call_of
from women_incubation.incubation.members import call_her, people_of, rows_of
from women_incubation.incubation.missing import Missing
from women_incubation.incubation.submission import rule_of
from women_incubation.people import consent, convergence
from women_incubation.people.errors import ConsentMissing
from women_incubation.people.services import age_on
from women_incubation.territory import access
from women_incubation.training import gate

OPEN_STATES = (
    "Submitted",
    "Under Review",
    "Changes Requested",
    "Shortlisted",
    "Waiting List",
    "Approved",
    "Contracted",
    "In Incubation",
    "Activity Started",
)


def counted_on(project: Document) -> datetime.date:
    """The day on which ages and call are judged: when it was first sent, else today.

    Answering changes that were requested neither ages anybody out nor misses the call's last day.
    """
    return getdate(project.submitted_on) if project.submitted_on else getdate()


def check_call_open(project: Document, missing: Missing) -> None:
    """The call is published and takes proposals on the day, where the holder lives."""
    call = call_of(project)
    if not call:
        return
    day = counted_on(project)
    if call.status == "Draft" or (call.status == "Closed" and not project.submitted_on):
        missing.add("call", _("This call for projects is not open."))
    elif not getdate(call.opens_on) <= day <= getdate(call.closes_on):
        sentence = _("This call takes proposals from {0} to {1} only.")
        dates = [frappe.format(value, "Date") for value in (call.opens_on, call.closes_on)]
        missing.add("call", sentence.format(*dates))
    if project.unit and not covers(call.unit, project.unit):
        missing.add("call", _("This call is for another territory."))


def covers(upper: str, lower: str) -> bool:
    """Whether the territorial unit `lower` is `upper` itself or lies under it."""
    places = {
        row.name: row
        for row in frappe.get_all(
            "Territorial Unit", filters={"name": ["in", [upper, lower]]}, fields=["name", "lft", "rgt"]
        )
    }
    if upper not in places or lower not in places:
        return False
    return places[upper].lft <= places[lower].lft and places[lower].rgt <= places[upper].rgt


def check_ages(project: Document, missing: Missing) -> None:
    """Every woman of the project is within the rule's ages; an empty age sets no limit."""
    rule = rule_of(project)
    if not rule:
        return
    least, greatest = rule.get("min_age") or 0, rule.get("max_age") or 200
    for name, row in rows_of(project).items():
        age = age_on(row.birth_date, counted_on(project))
        if not least <= age <= greatest:
            sentence = _("{0} is outside the ages of the rule ({1} to {2}).")
            missing.add(field_of(project, name), sentence.format(call_her(project, name), least, greatest))


def check_consent(project: Document, missing: Missing) -> None:
    """Every woman of the project consents to being accompanied."""
    people = people_of(project)
    consenting = consent.all_in_force(people, consent.ACCOMPANIMENT, getdate())
    for name in people:
        if name not in consenting:
            sentence = _("{0} has not given her consent to the accompaniment, or has withdrawn it.")
            missing.add(field_of(project, name), sentence.format(call_her(project, name)))


def check_training(project: Document, missing: Missing) -> None:
    """Every woman passed the call's training, unless a coordinator derogated with a reason."""
    path = call_of(project) and call_of(project).training_path
    if not path or (project.training_derogation_reason and project.training_derogation_by):
        return
    for name in people_of(project):
        answer = gate.explain(name, path)
        if not answer.passed:
            sentence = _("{0} has not completed the training of this call ({1} % of {2} % of the hours).")
            text = sentence.format(call_her(project, name), f"{answer.percent:g}", f"{answer.threshold:g}")
            missing.add("training_derogation_reason", text)


def check_convergence(project: Document, missing: Missing) -> None:
    """No other programme pays for the same, unless a coordinator overrode it with a reason."""
    if project.convergence_override_reason and project.convergence_override_by:
        return
    try:
        overlaps = convergence.check(people_of(project), getdate())
    except ConsentMissing:
        frappe.clear_last_message()
        _need_convergence_consent(project, missing)
        return
    for overlap in overlaps:
        if overlap.effect == "Block":
            missing.add("convergence_override_reason", _told(project, overlap))


def _need_convergence_consent(project: Document, missing: Missing) -> None:
    """No rule in force names a legal basis of its own, so each woman's consent is needed."""
    people = people_of(project)
    for name in set(people) - consent.all_in_force(people, consent.CONVERGENCE, getdate()):
        sentence = _("{0} has not consented to the comparison with other programmes.")
        missing.add(field_of(project, name), sentence.format(call_her(project, name)))


def _told(project: Document, overlap: object) -> str:
    """An overlap in words. What another member of a collective receives is no business of a fellow member."""
    her = call_her(project, overlap.beneficiary)
    is_staff = not access.is_only_a_woman(set(frappe.get_roles()))
    if is_staff or overlap.beneficiary == project.beneficiary:
        sentence = _("{0} is supported by {1}: {2} A coordinator may override this with a reason.")
        return sentence.format(her, _(overlap.programme), overlap.explanation)
    return _("{0} is supported by another programme. Ask a coordinator to look at it.").format(her)


def check_one_open_project(project: Document, missing: Missing, lock: bool = True) -> None:
    """No woman of the project has as many under way already as the call allows her.

    With `lock`, her row is locked first and the other projects are read as they are now, not as this
    transaction's snapshot shows them: of two projects sent at the same moment one sees the other.
    """
    people = sorted(people_of(project))
    call = call_of(project)
    most = (call and call.projects_per_woman) or 1
    if lock:
        beneficiary = frappe.qb.DocType("Beneficiary")
        names = frappe.qb.from_(beneficiary).select(beneficiary.name).where(beneficiary.name.isin(people))
        names.orderby(beneficiary.name).for_update().run()
    for name, projects in open_projects(people, project.name, lock).items():
        if len(projects) >= most:
            sentence = _("{0} already has a project under way ({1}).")
            text = sentence.format(call_her(project, name), ", ".join(sorted(projects)))
            missing.add(field_of(project, name), text)


def open_projects(people: list[str], other_than: str | None, lock: bool) -> dict[str, set[str]]:
    """Beneficiary -> names of the projects under way in which she is holder or member."""
    project = frappe.qb.DocType("Project Proposal")
    member = frappe.qb.DocType("Project Member")
    is_open = project.workflow_state.isin(OPEN_STATES) & (project.name != (other_than or ""))
    held = frappe.qb.from_(project).select(project.beneficiary, project.name)
    held = held.where(project.beneficiary.isin(people) & is_open)
    shared = frappe.qb.from_(member).join(project).on(project.name == member.parent)
    shared = shared.select(member.beneficiary, project.name).where(member.beneficiary.isin(people) & is_open)
    rows = [*held.for_update().run(), *shared.for_update().run()] if lock else (held + shared).run()
    found: dict[str, set[str]] = {}
    for beneficiary, name in rows:
        found.setdefault(beneficiary, set()).add(name)
    return found


def most_allowed(projects: set[str]) -> int:
    """How many projects the strictest of these projects' calls lets one woman have under way."""
    rows = frappe.get_all(
        "Project Proposal",
        filters={"name": ["in", list(projects) or [""]]},
        fields=["call.projects_per_woman as most"],
    )
    return min((row.most or 1 for row in rows), default=1)


def field_of(project: Document, beneficiary: str) -> str:
    """The field to mend when something is wrong with this woman."""
    return "beneficiary" if beneficiary == project.beneficiary else "members"
