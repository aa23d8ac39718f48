"""What a committee sitting decided about a project, and whether the decision can be cited."""

from __future__ import annotations

import re

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.funding.money import centimes_of, format_dirhams
from women_incubation.incubation.missing import Missing
from women_incubation.incubation.submission import rule_of

APPROVED, WAITING, REJECTED = "Approved", "Waiting List", "Rejected"
DECIDED_STATUSES = ("Held", "Signed")
_PROJECT_NAME = re.compile(r"PRJ-\d{4}-\d+")


def sitting_of(project: Document) -> Document | None:
    """The sitting that the project cites, locked so that it stays as it is until this move is done."""
    if not project.sitting:
        return None
    kept = project.flags.sitting_document
    if not kept or kept.name != project.sitting:
        kept = frappe.get_doc("Committee Sitting", project.sitting, for_update=True)
        project.flags.sitting_document = kept
    return kept


def decision_in(sitting: Document, project: str) -> Document | None:
    """The sitting's row about this project."""
    return next((row for row in sitting.decisions if row.project == project), None)


def check_decision(project: Document, decision: str, missing: Missing) -> None:
    """The cited sitting was held with quorum and decided exactly this, with reasons in her language."""
    sitting = sitting_of(project)
    if not sitting:
        missing.add("sitting", _("Name the committee sitting that decided."))
        return
    if sitting.status not in DECIDED_STATUSES:
        missing.add("sitting", _("The sitting {0} has not been held yet.").format(sitting.name))
    _check_quorum(project, sitting, missing)
    row = decision_in(sitting, project.name)
    if not row or row.decision != decision:
        sentence = _('The sitting {0} has not decided "{1}" for this project.')
        missing.add("sitting", sentence.format(sitting.name, _(decision)))
        return
    missing.need(
        reasons_for(project, row),
        "decision_reason",
        _("The sitting gives no reasons in the woman's language. Add them to its decision."),
    )
    if decision == APPROVED:
        _check_amount(project, row, missing)


def _check_quorum(project: Document, sitting: Document, missing: Missing) -> None:
    deciding = voters(sitting, project.name)
    if deciding < sitting.quorum_required or not deciding:
        sentence = _("{0} members without a conflict were present at the sitting {1}; its quorum is {2}.")
        missing.add("sitting", sentence.format(deciding, sitting.name, sitting.quorum_required))


def _check_amount(project: Document, row: Document, missing: Missing) -> None:
    granted, requested = centimes_of(row, "amount"), centimes_of(project, "requested_amount")
    ceiling = (rule_of(project) or {}).get("ceiling_centimes", 0)
    missing.need(granted, "granted_amount", _("The sitting gives no amount for this project."))
    if granted > min(requested, ceiling):
        sentence = _("The sitting grants {0}, more than the project may receive ({1}).")
        missing.add(
            "granted_amount",
            sentence.format(format_dirhams(granted), format_dirhams(min(requested, ceiling))),
        )


def voters(sitting: Document, project: str) -> int:
    """How many members present may decide about this project: those without a conflict that touches it."""
    return sum(1 for presence in sitting.presences if presence.present and not conflicted(presence, project))


def conflicted(presence: Document, project: str) -> bool:
    """Whether a member's declared conflict touches the project.

    A conflict that names projects touches those; one that names none touches all of them.
    """
    declared = (presence.conflict or "").strip()
    named = _PROJECT_NAME.findall(declared)
    return bool(declared) and (not named or project in named)


def reasons_for(project: Document, row: Document) -> str:
    """The decision's reasons in the language that the project's holder reads."""
    language = frappe.db.get_value("Beneficiary", project.beneficiary, "preferred_language")
    return ((row.reason_fr if language == "fr" else row.reason_ar) or "").strip()
