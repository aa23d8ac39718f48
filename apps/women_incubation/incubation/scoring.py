"""The scores of an evaluation: one row a criterion of the call, copied and counted on the server."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.incubation.calls import call_of
from women_incubation.incubation.errors import ScoreOutOfRange
from women_incubation.incubation.evaluations import weighted_total


def fill_scores(evaluation: Document, project: Document) -> None:
    """One row for each criterion of the call, in its order; only the scores come from the request.

    Raises ScoreOutOfRange for a criterion that the call does not have, one scored twice, and a score that is
    not between 0 and the criterion's greatest.
    """
    given = _given(evaluation)
    criteria = call_of(project).criteria
    unknown = set(given) - {row.title_fr for row in criteria}
    if unknown:
        sentence = _("The call has no criterion named: {0}.")
        frappe.throw(sentence.format(", ".join(sorted(unknown))), ScoreOutOfRange)
    evaluation.set("scores", [])
    for row in criteria:
        copied = {"criterion": row.title_fr, "criterion_ar": row.title_ar, "weight": row.weight}
        score = _checked(row, given.get(row.title_fr))
        evaluation.append("scores", copied | {"max_score": row.max_score, "score": score})


def _given(evaluation: Document) -> dict[str, object]:
    given: dict[str, object] = {}
    for row in evaluation.scores:
        if row.criterion in given:
            frappe.throw(_("Row {0}: this criterion is scored twice.").format(row.idx), ScoreOutOfRange)
        given[row.criterion] = row.score
    return given


def _checked(criterion: Document, score: object) -> float:
    """The score as a number from 0 to the greatest; nothing given is 0. NaN lies in no range."""
    try:
        number = float(score or 0)
    except (TypeError, ValueError):
        number = float("nan")
    if not 0 <= number <= criterion.max_score:
        sentence = _("{0}: the score is a number from 0 to {1}.")
        frappe.throw(sentence.format(criterion.title_fr, criterion.max_score), ScoreOutOfRange)
    return number


def total_of(evaluation: Document) -> float:
    """The weighted total out of 100; an evaluation with a conflict has none."""
    return 0.0 if evaluation.conflict_of_interest else weighted_total(evaluation.scores)


def check_complete(evaluation: Document) -> None:
    """A final evaluation without a conflict explains each zero, so that a forgotten score shows."""
    if evaluation.conflict_of_interest:
        return
    zeros = [row.criterion for row in evaluation.scores if not row.score]
    if zeros and not (evaluation.comment or "").strip():
        sentence = _("These criteria have no points: {0}. Score them, or explain the zero in the comment.")
        frappe.throw(sentence.format(", ".join(zeros)), ScoreOutOfRange)
