"""What the letter of a decision says: the scores by criterion, the reasons, and how to appeal."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe.model.document import Document

from women_incubation.funding.money import centimes_of
from women_incubation.incubation import appeals
from women_incubation.incubation.evaluations import counted_evaluations

DECIDED = ("Approved", "Waiting List", "Rejected")


def letter_of(project: Document) -> dict:
    """{project, title, language, decision, decided_on, sitting, reasons, score, criteria, granted_centimes,
    rank, appeal_until}. Criteria are the means of the evaluations that count, in her language.

    `decision` is None before the committee has decided, and reasons and scores with it: they are not hers
    to know while the project is being judged.
    """
    language = frappe.db.get_value("Beneficiary", project.beneficiary, "preferred_language") or "ar"
    decision = decision_of(project)
    until = appeals.deadline_of(project)
    return {
        "project": project.name,
        "title": project.title,
        "language": language,
        "decision": decision,
        "sitting": project.sitting if decision else None,
        "decided_on": str(sitting_day(project)) if decision else None,
        "reasons": project.decision_reason if decision else None,
        "score": project.evaluation_score if decision else None,
        "criteria": criteria_of(project, language) if decision else [],
        "granted_centimes": centimes_of(project, "granted_amount"),
        "rank": project.waiting_rank,
        "appeal_until": str(until) if until else None,
    }


def decision_of(project: Document) -> str | None:
    """What the cited sitting decided: the project's state says it until it moves on, then the money does."""
    if not project.sitting or not project.decision_reason:
        return None
    if project.workflow_state in DECIDED:
        return project.workflow_state
    return "Approved" if centimes_of(project, "granted_amount") else None


def sitting_day(project: Document) -> object:
    """The day of the sitting."""
    return frappe.db.get_value("Committee Sitting", project.sitting, "sitting_date")


def criteria_of(project: Document, language: str) -> list[dict]:
    """[{criterion, weight, max_score, score}] in the call's order; the mean of what each evaluator gave."""
    counted = [row.evaluator for row in counted_evaluations(project)]
    evaluation, score = frappe.qb.DocType("Proposal Evaluation"), frappe.qb.DocType("Evaluation Score")
    query = (
        frappe.qb.from_(score)
        .join(evaluation)
        .on((score.parent == evaluation.name) & (score.parenttype == "Proposal Evaluation"))
        .select(score.criterion, score.criterion_ar, score.weight, score.max_score, score.score)
        .where((evaluation.project == project.name) & (evaluation.status == "Final"))
        .where(evaluation.evaluator.isin(counted or [""]))
        .orderby(score.idx)
    )
    given: dict[str, list[dict]] = {}
    for row in query.run(as_dict=True):
        given.setdefault(row.criterion, []).append(row)
    return [
        {
            "criterion": (language != "fr" and rows[0].criterion_ar) or rows[0].criterion,
            "weight": rows[0].weight,
            "max_score": rows[0].max_score,
            "score": mean([row.score for row in rows]),
        }
        for rows in given.values()
    ]


def mean(values: list[float]) -> float:
    """The mean, two decimals."""
    return float(round(sum(Decimal(str(value)) for value in values) / len(values), 2))
