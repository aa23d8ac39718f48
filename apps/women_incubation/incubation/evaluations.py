"""The evaluations that count for a project: final, without a conflict, by independent people."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.incubation.calls import call_of
from women_incubation.incubation.independence import too_close
from women_incubation.incubation.missing import Missing

LEAST = 2
HUNDRED = Decimal(100)


def final_evaluations(project: str) -> list[dict]:
    """The final evaluations of the project without a declared conflict: evaluator, total_score.

    Read with a lock: an evaluation made final at this very moment is in, or waits until we are done.
    """
    evaluation = frappe.qb.DocType("Proposal Evaluation")
    query = (
        frappe.qb.from_(evaluation)
        .select(evaluation.evaluator, evaluation.total_score)
        .where(evaluation.project == project)
        .where(evaluation.status == "Final")
        .where(evaluation.conflict_of_interest == 0)
        .for_update()
    )
    return query.run(as_dict=True)


def counted_evaluations(project: Document) -> list[dict]:
    """The final evaluations by people who have no part in the project."""
    excluded = too_close(project)
    return [row for row in final_evaluations(project.name) if row.evaluator not in excluded]


def check_evaluated(project: Document, missing: Missing) -> None:
    """Two evaluations at least; three when the first two differ by more than the call's limit."""
    counted = counted_evaluations(project)
    if len(counted) < LEAST:
        sentence = _(
            "There are {0} final evaluations by people without a conflict or a part in the project; "
            "at least {1} are needed."
        )
        missing.add("evaluation_score", sentence.format(len(counted), LEAST))
        return
    limit = Decimal(str(call_of(project).evaluation_spread_limit))
    if len(counted) == LEAST and spread(counted) > limit:
        sentence = _("The evaluations differ by {0} points, more than {1}: a third evaluation is needed.")
        missing.add("evaluation_score", sentence.format(spread(counted), limit))


def spread(evaluations: list[dict]) -> Decimal:
    """The greatest total less the smallest, in points of 100."""
    totals = [Decimal(str(row.total_score)) for row in evaluations]
    return max(totals) - min(totals)


def mean_score(evaluations: list[dict]) -> float:
    """The mean of the totals, two decimals; zero when there are none."""
    if not evaluations:
        return 0.0
    total = sum((Decimal(str(row.total_score)) for row in evaluations), Decimal(0))
    return float(round(total / len(evaluations), 2))


def weighted_total(scores: list[Document]) -> float:
    """The total out of 100: each score over its greatest, times its weight, which sum to 100."""
    total = sum(
        (
            Decimal(str(row.score or 0)) * Decimal(str(row.weight)) / Decimal(row.max_score)
            for row in scores
            if row.max_score
        ),
        Decimal(0),
    )
    return float(round(total, 2))
