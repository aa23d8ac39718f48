"""Who may change which fields of a project, by state. Enforced in the document, for every door.

A state or a role that is not named here changes nothing. What a move needs (a reason, an evidence) may be
filled in before the move or in the same save.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from women_incubation.audit import frozen_fields
from women_incubation.audit.entries import record
from women_incubation.incubation.errors import NotTheHolder
from women_incubation.incubation.roles import COACH, COORDINATOR, FUNDER, SECRETARY, SYSTEM_MANAGER, WOMAN

IDEA = "Idea"

FILE = frozenset(
    {
        "title",
        "kind",
        "sector",
        "description",
        "market",
        "place_of_activity",
        "jobs_planned",
        "help_received",
        "budget_items",
        "requested_amount",
        "own_contribution_cash",
        "own_contribution_kind",
        "own_contribution_proof",
    }
)
EXCEPTION_SIGNERS = (
    ("training_derogation_reason", "training_derogation_by"),
    ("convergence_override_reason", "convergence_override_by"),
)
EXCEPTIONS = frozenset(reason for reason, _signer in EXCEPTION_SIGNERS)
CHANGES = frozenset({"requested_changes"})
PEOPLE = frozenset({"beneficiary", "members"})
END = frozenset({"end_reason", "end_reason_code", "lessons"})
COACHING = frozenset({"coach", "incubator"})
EVIDENCE = frozenset({"activity_started_on", "activity_evidence_kind", "activity_evidence"})


def _herself_or_coordinator(hers: frozenset[str], coordinators: frozenset[str]) -> dict[str, frozenset[str]]:
    """She may always say why she withdraws; so may the coordinator for her."""
    return {WOMAN: hers | END, COORDINATOR: coordinators | END}


_NOTHING: frozenset[str] = frozenset()
_IDEA = _herself_or_coordinator(FILE | {"call"}, FILE | {"call"} | PEOPLE | EXCEPTIONS)

EDITABLE: Mapping[str, Mapping[str, frozenset[str]]] = {
    IDEA: _IDEA | {SYSTEM_MANAGER: _IDEA[COORDINATOR]},
    "Submitted": _herself_or_coordinator(_NOTHING, _NOTHING),
    "Under Review": _herself_or_coordinator(_NOTHING, CHANGES | {"change_request"}),
    "Changes Requested": _herself_or_coordinator(
        FILE | CHANGES | {"change_answer"}, FILE | CHANGES | {"change_answer", "members"} | EXCEPTIONS
    ),
    "Shortlisted": _herself_or_coordinator(_NOTHING, _NOTHING) | {SECRETARY: frozenset({"sitting"})},
    "Waiting List": _herself_or_coordinator(_NOTHING, _NOTHING) | {SECRETARY: frozenset({"sitting"})},
    "Approved": _herself_or_coordinator(_NOTHING, frozenset({"financing"}))
    | {FUNDER: frozenset({"financing"})},
    "Contracted": _herself_or_coordinator(_NOTHING, COACHING | {"tranches"}),
    "In Incubation": _herself_or_coordinator(_NOTHING, COACHING) | {COACH: EVIDENCE},
    "Activity Started": _herself_or_coordinator(_NOTHING, COACHING),
}

SERVER_WRITTEN = frozenset(
    {
        "unit",
        "total_cost",
        "submitted_on",
        "rule_snapshot",
        "training_derogation_by",
        "convergence_override_by",
        "decision_reason",
        "decision_code",
        "submissions",
        "waiting_rank",
        "granted_amount",
        "evaluation_score",
        "integrated_on",
        "path_steps",
    }
)


def refuse_early_fields(project: Document, roles: frozenset[str]) -> None:
    """A new project starts with its file only, opened by the woman herself or for her by a coordinator.

    Raises NotTheHolder, and FieldsFrozen naming what comes later on the path.
    """
    if not roles & EDITABLE[IDEA].keys():
        frappe.throw(_("A woman opens a project for herself; a coordinator opens one for her."), NotTheHolder)
    allowed = frozenset({"beneficiary"}).union(*(EDITABLE[IDEA].get(role, _NOTHING) for role in roles))
    sent = frozen_fields.changed_fields(project, frappe.new_doc(project.doctype)) - allowed
    if sent:
        frozen_fields.throw_frozen(project, sent, IDEA)


def sign_exceptions(project: Document) -> None:
    """Note who derogated or overrode; an exception made for other women, or another call, falls away.

    Only a coordinator may write the reasons (EDITABLE); emptying a reason takes the name away too.
    """
    for reason, signer in EXCEPTION_SIGNERS:
        if reason_changed(project, reason):
            project.set(signer, frappe.session.user if cstr(project.get(reason)).strip() else None)
        elif made_for_others(project):
            project.set(reason, None)
            project.set(signer, None)


def record_exceptions(project: Document) -> None:
    """An audit entry for each exception that this save made, changed or took back; a digest of the reason."""
    for reason, signer in EXCEPTION_SIGNERS:
        if reason_changed(project, reason):
            digest = hashlib.sha256(cstr(project.get(reason)).encode()).hexdigest()
            record(reason.removesuffix("_reason"), project, by=project.get(signer), reason_digest=digest)


def reason_changed(project: Document, fieldname: str) -> bool:
    """Whether this save brings another text; an empty text and none are the same."""
    before = project.get_doc_before_save()
    return cstr(project.get(fieldname)) != cstr(before.get(fieldname) if before else None)


def made_for_others(project: Document) -> bool:
    """Whether the women or the call changed in this save."""
    before = project.get_doc_before_save()
    if not before:
        return False
    return women_and_call(before) != women_and_call(project)


def women_and_call(project: Document) -> tuple:
    """What an exception was granted for."""
    return project.call, project.beneficiary, {row.beneficiary for row in project.members}
