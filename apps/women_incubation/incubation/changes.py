"""Changes that a coordinator asks for, field by field, and the woman's answer to each.

Requests are written while the proposal is under review, answers while the changes are with her. Rows of an
earlier round stay as they were: they are what was asked and said.
"""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.incubation.errors import ChangesRefused

PARTS = (
    "title",
    "sector",
    "description",
    "market",
    "place_of_activity",
    "jobs_planned",
    "budget_items",
    "requested_amount",
    "own_contribution_cash",
    "own_contribution_kind",
    "own_contribution_proof",
    "members",
)
WITH_HER = "Changes Requested"
LONGEST_ANSWER = 2000


def check_changes(project: Document) -> None:
    """What is asked is asked by the reviewer and answered by her. Raises ChangesRefused."""
    before = project.get_doc_before_save()
    was = {row.name: row for row in before.requested_changes} if before else {}
    state = before.workflow_state if before else None
    for row in project.requested_changes:
        if row.field_name and row.field_name not in PARTS:
            frappe.throw(_("Row {0}: choose a part of the proposal.").format(row.idx), ChangesRefused)
        _check_row(row, was.get(row.name), state)
    kept = {row.name for row in project.requested_changes}
    if any(row.asked_on and row.name not in kept for row in was.values()):
        frappe.throw(_("A change that was asked for stays in the file."), ChangesRefused)


def _check_row(row: Document, was: Document | None, state: str | None) -> None:
    """A row that was sent to her keeps its request; only while it is with her does its answer change."""
    if was is None:
        if state == WITH_HER:
            frappe.throw(_("Changes are asked for during the review."), ChangesRefused)
        row.answer = row.asked_on = row.answered_on = None
        return
    row.asked_on, row.answered_on = was.asked_on, was.answered_on
    if was.asked_on and (row.request, row.field_name) != (was.request, was.field_name):
        frappe.throw(_("Row {0}: what was asked stays as it was.").format(row.idx), ChangesRefused)
    if (row.answer or "") != (was.answer or ""):
        if state != WITH_HER:
            frappe.throw(
                _("Row {0}: it is answered while the changes are with her.").format(row.idx), ChangesRefused
            )
        row.answered_on = getdate() if (row.answer or "").strip() else None


def stamp_asked(project: Document) -> None:
    """The requests go to her now."""
    for row in project.requested_changes:
        row.asked_on = row.asked_on or getdate()


def unanswered(project: Document) -> list[Document]:
    """The rows that still wait for her answer."""
    return [row for row in project.requested_changes if not (row.answer or "").strip()]


def open_request(project: Document, row: Document) -> str:
    """A request without an answer, as a sentence."""
    return _("Answer this request about {0}: {1}").format(label_of(project, row), row.request)


def label_of(project: Document, row: Document) -> str:
    """The part of the proposal that a request is about."""
    return _(project.meta.get_label(row.field_name)) if row.field_name else _("the proposal")


def describe(project: Document) -> list[dict]:
    """The requests as the field app shows them, each at its field."""
    return [
        {
            "row": row.name,
            "field": row.field_name or None,
            "label": label_of(project, row),
            "request": row.request,
            "answer": row.answer,
            "asked_on": row.asked_on,
        }
        for row in project.requested_changes
        if row.asked_on
    ]


def answer(project: Document, answers: object) -> None:
    """Put her answers on the rows: {row: text}. Raises ChangesRefused for a row that is not there."""
    rows = {row.name: row for row in project.requested_changes if row.asked_on}
    if not isinstance(answers, dict) or set(answers) - rows.keys():
        frappe.throw(_("These answers belong to no request of this proposal."), ChangesRefused)
    for name, text in answers.items():
        if text is not None and (not isinstance(text, str) or len(text) > LONGEST_ANSWER):
            frappe.throw(
                _("An answer is a text of at most {0} characters.").format(LONGEST_ANSWER), ChangesRefused
            )
        rows[name].answer = text
