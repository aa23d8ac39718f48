"""The waiting list of a call: its order, who is next when money frees, and nobody jumps over another."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.funding.money import format_dirhams, to_centimes
from women_incubation.incubation import ranking
from women_incubation.incubation.errors import NotYourTurn
from women_incubation.incubation.loads import staff_covering
from women_incubation.incubation.missing import Missing
from women_incubation.incubation.roles import SECRETARY
from women_incubation.notices import door

WAITING = "Waiting List"


def line_of(call: str) -> list[dict]:
    """The projects that wait, in their order: rank, then score, then the day on which they were sent."""
    rows = frappe.get_all(
        "Project Proposal",
        filters={"call": call, "workflow_state": WAITING},
        fields=["name", "title", "unit", "waiting_rank", "evaluation_score", "requested_amount"],
        order_by="waiting_rank asc, evaluation_score desc, submitted_on asc, name asc",
    )
    for row in rows:
        row.requested_centimes = to_centimes(row.requested_amount or 0)
    return rows


def check_turn(project: Document, missing: Missing) -> None:
    """From the waiting list, a project is approved before those after it: unless its sitting decided on
    all that stand before it too."""
    before = project.get_doc_before_save()
    if not before or before.workflow_state != WAITING:
        return
    decided = frappe.get_all(
        "Sitting Decision",
        filters={"parent": project.sitting, "parenttype": "Committee Sitting"},
        pluck="project",
    )
    earlier = [row.name for row in line_of(project.call) if row.waiting_rank < before.waiting_rank]
    passed_over = [name for name in earlier if name not in decided]
    if passed_over:
        sentence = _("These projects wait before it, and the sitting says nothing of them: {0}.")
        missing.add("sitting", sentence.format(", ".join(passed_over)))


def next_in_line(call: str, available_centimes: int) -> list[dict]:
    """The first of the waiting list whom the money reaches, in order; the first that it does not ends it."""
    reached, left = [], available_centimes
    for row in line_of(call):
        if row.requested_centimes > left:
            break
        left -= row.requested_centimes
        reached.append(row)
    return reached


def call_up(sitting: str, call: str) -> list[str]:
    """Put those whom the free money reaches on the agenda of a planned sitting, as approvals to be decided.

    The committee still decides, and writes the reasons. Returns the projects put there. Raises NotYourTurn
    when the sitting is not planned, or nobody is reached.
    """
    doc = frappe.get_doc("Committee Sitting", sitting, for_update=True)
    doc.check_permission("write")
    if doc.status != "Planned":
        frappe.throw(_("Only a planned sitting can take projects of the waiting list."), NotYourTurn)
    available = ranking.money_available(frappe.get_doc("Call for Projects", call))
    there = {row.project for row in doc.decisions}
    called = [row for row in next_in_line(call, available) if row.name not in there]
    if not called:
        sentence = _("The money that is free ({0}) reaches nobody on the waiting list of this call.")
        frappe.throw(sentence.format(format_dirhams(available)), NotYourTurn)
    for row in called:
        decision = {"project": row.name, "decision": "Approved", "amount": row.requested_amount}
        doc.append("decisions", decision)
    doc.save()
    names = [row.name for row in called]
    record("waiting_list_called_up", doc, call=call, projects=names, available_centimes=available)
    return names


def tell_money_freed(project: Document, centimes: int) -> None:
    """Tell the secretaries of the place that money came free while projects of the same call wait."""
    if not centimes or not line_of(project.call):
        return
    record("money_freed_for_waiting_list", project, call=project.call, centimes=centimes)
    for row in staff_covering(SECRETARY, project.unit):
        language = frappe.db.get_value("User", row.name, "language") or "ar"
        sentence = _("{0} came free; projects of the call {1} wait for money.", lang=language)
        door.tell(
            user=row.name,
            language=language,
            subject=_("Waiting list", lang=language),
            body=sentence.format(format_dirhams(centimes), project.call),
            reference=project,
            purpose="Waiting List",
        )
