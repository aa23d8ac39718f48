"""The rules of a committee sitting's tables: presence, conflicts and decisions."""

from __future__ import annotations

import datetime

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit import frozen_fields
from women_incubation.funding.money import centimes_of, format_dirhams, to_centimes
from women_incubation.incubation.appeals import contested
from women_incubation.incubation.decisions import APPROVED, REJECTED, WAITING
from women_incubation.incubation.eligibility import covers
from women_incubation.incubation.errors import SittingFrozen, SittingNotReady
from women_incubation.territory.days import as_day

OPEN_WHILE_HELD = frozenset({"status", "decisions", "minutes", "signed_minutes"})
DECIDABLE_STATES = ("Shortlisted", "Waiting List")


def copy_committee(sitting: Document) -> None:
    """Territory, quorum and members, as the committee has them while the sitting is planned.

    Presence and declared conflicts are kept by member; a member who left the committee drops out, and one
    whose term does not hold on the day of the sitting is not among them.
    """
    committee = frappe.get_doc("Committee", sitting.committee)
    day = as_day(sitting.sitting_date)
    sitting.unit, sitting.quorum_required = committee.unit, committee.quorum
    typed = {row.member_name: row for row in sitting.presences}
    sitting.set("presences", [])
    for member in (row for row in committee.members if in_term(row, day)):
        row = typed.pop(member.member_name, None)
        kept = {"present": row.present, "conflict": row.conflict} if row else {}
        who = {"member_name": member.member_name, "capacity": member.capacity, "user": member.user}
        sitting.append("presences", who | kept)
    if typed:
        names = ", ".join(sorted(typed))
        frappe.throw(_("Not a member of this committee: {0}.").format(names), SittingNotReady)


def in_term(member: Document, day: datetime.date) -> bool:
    """Whether the member sits on that day; an empty date sets no limit."""
    begun = not member.term_from or as_day(member.term_from) <= day
    return begun and (not member.term_to or day <= as_day(member.term_to))


def check_presences(sitting: Document) -> None:
    """A conflict is declared by somebody who is there."""
    for row in sitting.presences:
        if row.conflict and not row.present:
            sentence = _("Row {0}: a member who is absent declares no conflict.")
            frappe.throw(sentence.format(row.idx), SittingNotReady)


def check_decisions(sitting: Document) -> None:
    """Each project once. A new or changed decision: about a project that this committee may decide now."""
    projects = [row.project for row in sitting.decisions]
    if len(set(projects)) < len(projects):
        frappe.throw(_("A project is decided once in a sitting."), SittingNotReady)
    before = sitting.get_doc_before_save()
    stored = {_content(row) for row in before.decisions} if before else set()
    new = [row for row in sitting.decisions if _content(row) not in stored]
    known = _projects([row.project for row in new])
    for row in new:
        _check_decision(sitting, row, known[row.project])


def _projects(names: list[str]) -> dict[str, dict]:
    fields = ["name", "unit", "workflow_state", "requested_amount", "sitting"]
    rows = frappe.get_all("Project Proposal", filters={"name": ["in", names or [""]]}, fields=fields)
    return {row.name: row for row in rows}


def _check_decision(sitting: Document, row: Document, project: dict) -> None:
    if not covers(sitting.unit, project.unit):
        sentence = _("Decision {0}: the project is outside the committee's territory.")
        frappe.throw(sentence.format(row.idx), SittingNotReady)
    if project.sitting != sitting.name and project.workflow_state not in DECIDABLE_STATES:
        sentence = _(
            "Decision {0}: the project is {1}; a committee decides shortlisted and waiting projects."
        )
        frappe.throw(sentence.format(row.idx, _(project.workflow_state)), SittingNotReady)
    amount, requested = centimes_of(row, "amount"), to_centimes(project.requested_amount or 0)
    if row.decision != APPROVED and amount:
        frappe.throw(_("Decision {0}: only an approval grants an amount.").format(row.idx), SittingNotReady)
    if amount > requested:
        sentence = _("Decision {0}: the amount granted is more than the {1} requested.")
        frappe.throw(sentence.format(row.idx, format_dirhams(requested)), SittingNotReady)


def check_reasons(sitting: Document) -> None:
    """Each decision has its reasons in both languages, and its amount or its rank."""
    for row in sitting.decisions:
        if not (row.reason_fr or "").strip() or not (row.reason_ar or "").strip():
            sentence = _("Decision {0}: write its reasons in French and in Arabic.")
            frappe.throw(sentence.format(row.idx), SittingNotReady)
        if row.decision == APPROVED and not row.amount:
            frappe.throw(_("Decision {0}: give the amount granted.").format(row.idx), SittingNotReady)
        if row.decision == REJECTED and not row.reason_code:
            sentence = _("Decision {0}: choose the kind of refusal.")
            frappe.throw(sentence.format(row.idx), SittingNotReady)
        if row.decision == WAITING and not row.rank:
            frappe.throw(
                _("Decision {0}: give the rank on the waiting list.").format(row.idx), SittingNotReady
            )


def refuse_changes(sitting: Document, before: Document, allowed: frozenset[str]) -> None:
    """Raise SittingFrozen naming every changed field that is not allowed."""
    frozen = frozen_fields.changed_fields(sitting, before) - allowed
    if frozen:
        labels = ", ".join(sorted(_(sitting.meta.get_label(field)) for field in frozen))
        sentence = _("This sitting is {0}. These fields stay as they are: {1}.")
        frappe.throw(sentence.format(_(before.status), labels), SittingFrozen)


def refuse_changed_decisions(sitting: Document, before: Document) -> None:
    """Raise SittingFrozen when a decision changed, or went, that its project has taken over already."""
    now = {row.project: _content(row) for row in sitting.decisions}
    changed = [row.project for row in before.decisions if now.get(row.project) != _content(row)]
    taken = {*taken_over(sitting.name, changed), *contested(sitting.name, changed)}
    if taken:
        sentence = _("These projects have taken over the decision of this sitting; it stays as it is: {0}.")
        frappe.throw(sentence.format(", ".join(sorted(taken))), SittingFrozen)


def taken_over(sitting: str, projects: list[str]) -> list[str]:
    """Which of the projects moved on by a decision of this sitting. Read as they are now, locked."""
    if not projects:
        return []
    project = frappe.qb.DocType("Project Proposal")
    query = (
        frappe.qb.from_(project)
        .select(project.name)
        .where(project.name.isin(projects) & (project.sitting == sitting))
        .where(project.workflow_state != "Shortlisted")
    )
    return query.for_update().run(pluck=True)


def _content(row: Document) -> tuple:
    return tuple(frozen_fields.row_values(row)[1:])
