"""Giving a project its evaluators and its coach: by load and place, each choice explained."""

from __future__ import annotations

from dataclasses import replace

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from women_incubation.audit.entries import record
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.incubation import loads
from women_incubation.incubation.calls import call_of
from women_incubation.incubation.errors import CannotAssign, NotTheAssigner
from women_incubation.incubation.evaluations import LEAST, counted_evaluations, spread
from women_incubation.incubation.independence import too_close
from women_incubation.incubation.loads import Candidate
from women_incubation.incubation.members import refuse_own_project, users_of
from women_incubation.incubation.roles import COORDINATOR

UNDER_REVIEW = "Under Review"


def rank_evaluators(project: Document) -> tuple[list[Candidate], list[Candidate]]:
    """(who could evaluate, in order; who could not, with the reason).

    The fewest open evaluations first; of two as loaded, the one from another office than those who already
    judge the project or helped with it. Nobody twice, nobody with a part in it, nobody with a conflict.
    """
    close, known = too_close(project), evaluations_of(project.name)
    free, kept_out = [], []
    for one in loads.evaluator_candidates(project.unit):
        reason = close.get(one.user) or known.get(one.user)
        if reason:
            kept_out.append(replace(one, reason=reason))
        else:
            free.append(one)
    taken = offices_of(project, known)
    free.sort(key=lambda one: (one.load, one.office in taken, one.user))
    return [told_office(one, taken) for one in free], kept_out


def told_office(one: Candidate, taken: set[str]) -> Candidate:
    """The candidate with a word about the office."""
    where = _("Same office as others on this project.") if one.office in taken else _("Another office.")
    return replace(one, reason=f"{one.reason} {where}")


def evaluations_of(project: str) -> dict[str, str]:
    """Evaluator -> why they are not asked again."""
    fields = ["evaluator", "conflict_of_interest", "status"]
    rows = frappe.get_all("Proposal Evaluation", filters={"project": project}, fields=fields)
    conflict, has_it = _("declared a conflict of interest"), _("already evaluates this project")
    return {row.evaluator: conflict if row.conflict_of_interest else has_it for row in rows}


def offices_of(project: Document, evaluators: dict[str, str]) -> set[str]:
    """The units in which those work who opened the file or judge it already."""
    people = [project.owner, *evaluators]
    filters = {"user": ["in", people], "valid_from": ["<=", today()]}
    return set(frappe.get_all("Territorial Assignment", filters=filters, pluck="unit"))


def evaluations_needed(project: Document) -> int:
    """How many more evaluators the project needs: two, a third when the first two differ too much."""
    counted = counted_evaluations(project)
    filters = {"project": project.name, "status": "Draft", "conflict_of_interest": 0}
    running = frappe.db.count("Proposal Evaluation", filters)
    least = LEAST
    if len(counted) == LEAST and float(spread(counted)) > float(call_of(project).evaluation_spread_limit):
        least = LEAST + 1
    return max(least - len(counted) - running, 0)


def assign_evaluators(project: str, evaluator: str | None = None) -> list[Candidate]:
    """Ask as many evaluators as the project still needs, or the one who is named; who was asked, and why.

    Raises NotTheAssigner, OwnProject, CannotAssign (not under review, nobody left, not a candidate).
    """
    doc = frappe.get_doc("Project Proposal", project, for_update=True)
    check_assigner(doc)
    if doc.workflow_state != UNDER_REVIEW:
        sentence = _("The project is {0}; evaluators are assigned while it is under review.")
        frappe.throw(sentence.format(_(doc.workflow_state)), CannotAssign)
    free, _kept_out = rank_evaluators(doc)
    if evaluator:
        chosen = [one for one in free if one.user == evaluator]
    else:
        needed = evaluations_needed(doc)
        if not needed:
            frappe.throw(_("This project has the evaluators that it needs."), CannotAssign)
        chosen = free[:needed]
    if not chosen:
        frappe.throw(_("Nobody independent is left here who could evaluate this project."), CannotAssign)
    for one in chosen:
        open_evaluation(doc, one)
    return chosen


def open_evaluation(project: Document, one: Candidate) -> None:
    """A draft in the evaluator's name, who must declare his interests before he reads the project.

    Nobody may write another's evaluation, so permissions are passed by; the draft holds no judgement.
    """
    row = {"doctype": "Proposal Evaluation", "project": project.name, "evaluator": one.user}
    evaluation = frappe.get_doc(row)
    evaluation.flags.assigned = True
    evaluation.insert(ignore_permissions=True)
    record("evaluator_assigned", evaluation, project=project.name, evaluator=one.user, load=one.load)


def check_assigner(project: Document) -> None:
    """A coordinator of the project's territory who has no part in it."""
    project.check_permission("write")
    if COORDINATOR not in roles_by_assignment(frappe.session.user):
        frappe.throw(_("A coordinator assigns evaluators and coaches."), NotTheAssigner)
    refuse_own_project(project)


def rank_coaches(project: Document) -> list[Candidate]:
    """Who could accompany the project, in order: never one of its women."""
    women = users_of(project)
    return [one for one in loads.coach_candidates(project.unit) if one.user not in women]


def assign_coach(project: str, coach: str | None = None) -> Candidate:
    """Make the first candidate, or the one who is named, the project's coach; who, and why.

    Raises NotTheAssigner, OwnProject, CannotAssign, and FieldsFrozen while the project has no contract yet.
    """
    doc = frappe.get_doc("Project Proposal", project, for_update=True)
    check_assigner(doc)
    ranked = [one for one in rank_coaches(doc) if coach in (None, one.user)]
    if not ranked:
        frappe.throw(_("No coach works here who could accompany this project."), CannotAssign)
    doc.coach = ranked[0].user
    doc.save()
    return ranked[0]
