"""An evaluator declares his interests before he reads a project: a conflict keeps him out of it."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.incubation.errors import EvaluationClosed, EvaluatorMismatch
from women_incubation.incubation.members import people_of

NO_CONFLICT, CONFLICT = "No Conflict", "Conflict"


def set_declaration(evaluation: Document) -> None:
    """What the evaluator declares by saving. A draft that somebody assigned declares nothing yet.

    Raises EvaluationClosed when a conflict that was declared is taken back.
    """
    before = evaluation.get_doc_before_save()
    if evaluation.flags.assigned and not before:
        evaluation.declaration = ""
        return
    if before and before.declaration == CONFLICT and not evaluation.conflict_of_interest:
        frappe.throw(_("A conflict of interest that was declared stays."), EvaluationClosed)
    evaluation.declaration = CONFLICT if evaluation.conflict_of_interest else NO_CONFLICT


def set_assignment(evaluation: Document) -> None:
    """Who assigned it and when; only the service that assigns writes them."""
    before = evaluation.get_doc_before_save()
    for field in ("assigned_by", "assigned_on"):
        evaluation.set(field, before.get(field) if before else None)
    if evaluation.flags.assigned and not before:
        evaluation.assigned_by, evaluation.assigned_on = frappe.session.user, frappe.utils.today()


def own_evaluation(name: str) -> Document:
    """The user's own evaluation, locked. Raises EvaluatorMismatch for anybody else's."""
    evaluation = frappe.get_doc("Proposal Evaluation", name, for_update=True)
    evaluation.check_permission("write")
    if evaluation.evaluator != frappe.session.user:
        frappe.throw(_("An evaluation is written by its evaluator only."), EvaluatorMismatch)
    return evaluation


def what_to_declare_on(name: str) -> dict:
    """Title, place and the women's names: what tells an evaluator whether he has a conflict, and no more."""
    evaluation = own_evaluation(name)
    project = frappe.get_doc("Project Proposal", evaluation.project)
    women = {"name": ["in", people_of(project)]}
    return {
        "project": project.name,
        "title": project.title,
        "place": project.place_of_activity,
        "women": frappe.get_all("Beneficiary", filters=women, pluck="full_name"),
    }


def declare(name: str, conflict: bool, detail: str | None) -> dict:
    """Save the declaration. A conflict makes the evaluation final, without scores.

    Raises MandatoryError for a conflict that is not explained, and what the evaluation raises.
    """
    evaluation = own_evaluation(name)
    if conflict:
        evaluation.update({"conflict_of_interest": 1, "conflict_detail": detail, "status": "Final"})
    evaluation.save()
    return {"status": evaluation.status, "declaration": evaluation.declaration}
