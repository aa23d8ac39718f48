"""The guards of a project's path, one function a move. Each says everything that is missing, at once.

A guard runs inside the save that moves the project, after the state and the role were checked, whatever door
the save came through. It reads, and locks what it decides on; what the move changes stands in `moves.py`.
"""

from __future__ import annotations

from collections.abc import Callable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.incubation import (
    appeals,
    changes,
    decisions,
    eligibility,
    financing,
    submission,
    waiting,
)
from women_incubation.incubation.evaluations import check_evaluated
from women_incubation.incubation.members import check_members, refuse_own_project
from women_incubation.incubation.missing import Missing
from women_incubation.incubation.roles import COACH
from women_incubation.territory import access
from women_incubation.territory.days import as_day

SUBMISSION_CHECKS = (
    submission.check_file_complete,
    submission.check_budget,
    submission.check_rule,
    submission.check_changes_answered,
    check_members,
    eligibility.check_call_open,
    eligibility.check_ages,
    eligibility.check_consent,
    eligibility.check_training,
    eligibility.check_convergence,
)


def submit(project: Document) -> None:
    """Submit Proposal: the file is complete, and these women may send it today."""
    missing = missing_before_submission(project, lock=True)
    missing.refuse(_("This proposal cannot be sent yet"))


def missing_before_submission(project: Document, lock: bool = False) -> Missing:
    """Everything that keeps the proposal from being sent. `lock` for the move itself, not for showing it."""
    missing = Missing()
    for check in SUBMISSION_CHECKS:
        check(project, missing)
    eligibility.check_one_open_project(project, missing, lock=lock)
    return missing


def start_review(project: Document) -> None:
    """Start Review: by somebody who has no part in the project."""
    refuse_own_project(project)


def request_changes(project: Document) -> None:
    """Request Changes: says which."""
    refuse_own_project(project)
    missing = Missing()
    asked = project.change_request or changes.unanswered(project)
    missing.need(asked, "requested_changes", _("Write which changes you ask for."))
    missing.refuse(_("Changes cannot be requested yet"))


def shortlist(project: Document) -> None:
    """Shortlist: two independent evaluations at least, a third when they differ too much."""
    refuse_own_project(project)
    missing = Missing()
    check_evaluated(project, missing)
    missing.refuse(_("This proposal cannot be shortlisted yet"))


def record_approval(project: Document) -> None:
    """Record Approval: the cited sitting approved it; from the waiting list, in its order."""
    _decide(project, decisions.APPROVED)


def record_waiting(project: Document) -> None:
    """Put on Waiting List: the cited sitting put it there."""
    _decide(project, decisions.WAITING)


def record_rejection(project: Document) -> None:
    """Record Rejection: the cited sitting rejected it."""
    _decide(project, decisions.REJECTED)


def _decide(project: Document, decision: str) -> None:
    refuse_own_project(project)
    missing = Missing()
    decisions.check_decision(project, decision, missing)
    appeals.check_other_sitting(project, missing)
    if decision == decisions.APPROVED:
        waiting.check_turn(project, missing)
    missing.refuse(_("This decision cannot be recorded yet"))


def reopen(project: Document) -> None:
    """Reopen on Appeal: an appeal against the decision in force was upheld."""
    refuse_own_project(project)
    missing = Missing()
    upheld = appeals.upheld_against(project.name, project.sitting)
    missing.need(upheld, "sitting", _("No appeal against this decision was upheld."))
    missing.refuse(_("The project cannot be reopened"))


def sign_contract(project: Document) -> None:
    """Sign Contract: budget lines are named for the whole amount granted; the ledger then commits them."""
    refuse_own_project(project)
    missing = Missing()
    financing.check_financing(project, missing)
    missing.refuse(_("The contract cannot be signed yet"))


def start_incubation(project: Document) -> None:
    """Start Incubation: the tranche plan pays out the financing, and a coach is assigned."""
    refuse_own_project(project)
    missing = Missing()
    financing.check_tranches(project, missing)
    _check_coach(project, missing)
    missing.refuse(_("The incubation cannot start yet"))


def _check_coach(project: Document, missing: Missing) -> None:
    if not project.coach:
        missing.add("coach", _("Assign a coach."))
    elif COACH not in frappe.get_roles(project.coach):
        missing.add("coach", _("The person named as coach does not hold the coach's role."))
    elif not covers_unit(project.coach, project.unit):
        missing.add("coach", _("The coach does not work in the project's territory."))


def covers_unit(user: str, unit: str) -> bool:
    """Whether the unit lies in the user's territory today."""
    ranges = access.visible_ranges(user)
    return ranges is None or access.unit_in_ranges(unit, ranges)


def start_activity(project: Document) -> None:
    """Start Activity: the assigned coach evidences the registration or the first sale."""
    refuse_own_project(project)
    missing = Missing()
    missing.need(
        project.coach == frappe.session.user, "coach", _("Only the coach of this project records its start.")
    )
    missing.need(
        project.activity_evidence_kind,
        "activity_evidence_kind",
        _("Say what shows that the activity has started: its registration or a first sale."),
    )
    missing.need(project.activity_evidence, "activity_evidence", _("Attach the evidence of the activity."))
    _check_started_on(project, missing)
    missing.refuse(_("The activity cannot be recorded yet"))


def _check_started_on(project: Document, missing: Missing) -> None:
    if not project.activity_started_on:
        missing.add("activity_started_on", _("Give the day on which the activity started."))
    elif as_day(project.activity_started_on) > getdate():
        missing.add("activity_started_on", _("The activity cannot start in the future."))


def confirm_integration(project: Document) -> None:
    """Confirm Integration: every follow-up is done with evidence; never by a coach of the project."""
    refuse_own_project(project)
    missing = Missing()
    missing.need(
        frappe.session.user not in coaches_of(project),
        "coach",
        _("A coach of this project cannot confirm the integration: somebody else must."),
    )
    ask_registered("incubation_integration_checks", project, missing)
    missing.refuse(_("The integration cannot be confirmed yet"))


def coaches_of(project: Document) -> set[str]:
    """Everybody who is or was the project's coach."""
    former = {step.note for step in project.path_steps if step.action == COACH_ASSIGNED}
    return {user for user in {project.coach, *former} if user}


def end(project: Document) -> None:
    """Withdraw: with a reason, and no payment under way."""
    missing = Missing()
    check_end(project, missing)
    missing.refuse(_("The project cannot end yet"))


def check_end(project: Document, missing: Missing) -> None:
    """A reason in words, and no payment under way."""
    missing.need(project.end_reason, "end_reason", _("Give the reason."))
    ask_registered("incubation_release_checks", project, missing)


def discontinue(project: Document) -> None:
    """Discontinue: as an end, by somebody who has no part in the project, with what was learned from it."""
    refuse_own_project(project)
    missing = Missing()
    missing.need(project.end_reason_code, "end_reason_code", _("Choose the kind of reason."))
    missing.need(project.lessons, "lessons", _("Write what other projects can learn from this end."))
    check_end(project, missing)
    missing.refuse(_("The project cannot end yet"))


def ask_registered(hook: str, project: Document, missing: Missing) -> None:
    """Ask the rooms that come after this one what is missing on their side: project -> list of items."""
    for path in frappe.get_hooks(hook):
        for item in frappe.get_attr(path)(project):
            missing.add(item["field"], item["message"])


COACH_ASSIGNED = "Assign Coach"

GUARDS: dict[str, Callable[[Document], None]] = {
    "Submit Proposal": submit,
    "Start Review": start_review,
    "Request Changes": request_changes,
    "Shortlist": shortlist,
    "Record Approval": record_approval,
    "Put on Waiting List": record_waiting,
    "Record Rejection": record_rejection,
    "Reopen on Appeal": reopen,
    "Sign Contract": sign_contract,
    "Start Incubation": start_incubation,
    "Start Activity": start_activity,
    "Confirm Integration": confirm_integration,
    "Discontinue": discontinue,
    "Withdraw": end,
}
