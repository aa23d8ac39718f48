"""What the moves of a project's path change, beyond its state.

`write_fields` runs before the project is written, `take_effect` after; both in the same transaction.
"""

from __future__ import annotations

import json

import frappe
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from women_incubation.funding.money import centimes_of, to_currency
from women_incubation.incubation import changes, decisions, financing, waiting
from women_incubation.incubation.comparing import keep_submission
from women_incubation.incubation.evaluations import counted_evaluations, mean_score
from women_incubation.incubation.guards import COACH_ASSIGNED
from women_incubation.incubation.members import people_of
from women_incubation.incubation.submission import rule_of
from women_incubation.people import stage


def write_fields(project: Document, action: str) -> None:
    """Fill in the fields that the move itself decides."""
    writer = _WRITERS.get(action)
    if writer:
        writer(project)


def _submitted(project: Document) -> None:
    """The first time, the rule of the call is copied: a later change of the rule no longer reaches her."""
    keep_submission(project)
    if project.submitted_on:
        return
    project.rule_snapshot = json.dumps(rule_of(project), ensure_ascii=False, indent=1, default=str)
    project.submitted_on = getdate()


def _changes_requested(project: Document) -> None:
    """A new request waits for a new answer."""
    project.change_answer = None
    changes.stamp_asked(project)


def _shortlisted(project: Document) -> None:
    project.evaluation_score = mean_score(counted_evaluations(project))


def _decided(project: Document) -> None:
    """Copy the decision from the sitting, with its reasons in the woman's language."""
    row = decisions.decision_in(decisions.sitting_of(project), project.name)
    project.decision_reason = decisions.reasons_for(project, row)
    project.decision_code = row.reason_code if row.decision == decisions.REJECTED else None
    project.waiting_rank = row.rank if row.decision == decisions.WAITING else 0
    approved = row.decision == decisions.APPROVED
    project.granted_amount = to_currency(centimes_of(row, "amount")) if approved else 0


def _reopened(project: Document) -> None:
    """The contested decision stands no longer; another sitting decides."""
    project.sitting = project.decision_reason = project.decision_code = None
    project.waiting_rank = 0


def _contracted(project: Document) -> None:
    financing.plan_tranches(project)


def _integrated(project: Document) -> None:
    project.integrated_on = getdate()


_WRITERS = {
    "Submit Proposal": _submitted,
    "Request Changes": _changes_requested,
    "Shortlist": _shortlisted,
    "Record Approval": _decided,
    "Put on Waiting List": _decided,
    "Record Rejection": _decided,
    "Reopen on Appeal": _reopened,
    "Sign Contract": _contracted,
    "Confirm Integration": _integrated,
}


def take_effect(project: Document, action: str) -> None:
    """Change the other documents that the move reaches, and the women's stages."""
    if action == "Sign Contract":
        financing.commit_lines(project)
    elif action in ("Withdraw", "Discontinue"):
        waiting.tell_money_freed(project, financing.release_rest(project))
    elif action == "Start Activity":
        for path in frappe.get_hooks("incubation_activity_started"):
            frappe.get_attr(path)(project)
    stage.update_stages(people_of(project))


def note_step(project: Document, action: str, old: str, new: str) -> None:
    """Add the move to the project's own history."""
    reason = {"Request Changes": project.change_request, "Withdraw": project.end_reason}
    reason["Discontinue"] = project.end_reason
    add_step(project, action, reason.get(action), from_state=old, to_state=new)


def note_coach(project: Document) -> None:
    """Add a newly assigned coach to the history, so that a former coach is known as one."""
    if project.coach and project.has_value_changed("coach"):
        add_step(project, COACH_ASSIGNED, project.coach)


def add_step(project: Document, action: str, note: str | None, **states: str) -> None:
    """Append a row to the history; only this code writes it."""
    step = {"action": action, "note": note, "actor": frappe.session.user, "happened_at": now_datetime()}
    project.append("path_steps", step | states)
