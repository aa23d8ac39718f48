"""Evaluators and coaches, proposed and assigned; and the evaluator's declaration before he reads."""

import frappe

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.incubation import assigning, declaring


@frappe.whitelist(methods=["GET"])
def evaluators(project: str) -> dict:
    """{needed, candidates: [{user, full_name, load, office, width, reason}], kept_out: [the same]}."""
    doc = frappe.get_doc("Project Proposal", project)
    assigning.check_assigner(doc)
    free, kept_out = assigning.rank_evaluators(doc)
    needed = assigning.evaluations_needed(doc)
    return {
        "needed": needed,
        "candidates": [one.as_row() for one in free],
        "kept_out": [one.as_row() for one in kept_out],
    }


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def assign_evaluators(client_key: str, project: str, evaluator: str | None = None) -> dict:
    """Ask the evaluators whom the project needs, or the one named: {assigned: [candidate]}."""
    content = {"project": project, "evaluator": evaluator}
    return answer_once(
        client_key,
        "assign_evaluators",
        content,
        lambda: {"assigned": [one.as_row() for one in assigning.assign_evaluators(project, evaluator)]},
    )


@frappe.whitelist(methods=["GET"])
def coaches(project: str) -> dict:
    """{candidates: [{user, full_name, load, office, width, reason}]}, the best first."""
    doc = frappe.get_doc("Project Proposal", project)
    assigning.check_assigner(doc)
    return {"candidates": [one.as_row() for one in assigning.rank_coaches(doc)]}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def assign_coach(client_key: str, project: str, coach: str | None = None) -> dict:
    """Make the best candidate, or the one named, the project's coach: {coach: candidate}."""
    content = {"project": project, "coach": coach}
    return answer_once(
        client_key,
        "assign_coach",
        content,
        lambda: {"coach": assigning.assign_coach(project, coach).as_row()},
    )


@frappe.whitelist(methods=["GET"])
def to_declare(evaluation: str) -> dict:
    """{project, title, women: [names], place}: what an evaluator must know to declare his interests."""
    return declaring.what_to_declare_on(evaluation)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def declare(client_key: str, evaluation: str, conflict: bool, detail: str | None = None) -> dict:
    """{status, declaration}: a conflict ends the evaluation, none opens the project to the evaluator."""
    content = {"evaluation": evaluation, "conflict": conflict, "detail": detail}
    return answer_once(
        client_key,
        "declare_interest",
        content,
        lambda: declaring.declare(evaluation, bool(conflict), detail),
    )
