"""Justifying what was paid: what a justification must respect, and who decides on it."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.disbursement.errors import JustificationDecided, JustificationRefused, NotTheController
from women_incubation.disbursement.tranches import PAID
from women_incubation.funding.money import centimes_of, format_dirhams, to_centimes

SUBMITTED, REFUSED = "Submitted", "Refused"
CONTROLLER = "Incubation Controller"
DECISION = {"status", "decision_reason"}


def refuse_decided(doc: Document) -> None:
    """Once accepted or refused, nothing of it changes: the next tranche may have been paid on it."""
    before = doc.get_doc_before_save()
    if before and before.status != SUBMITTED:
        frappe.throw(_("This justification was already decided. Enter a new one."), JustificationDecided)


def check_status(doc: Document) -> None:
    """It starts submitted; a controller who did not enter it decides, changing nothing else of it."""
    before = doc.get_doc_before_save()
    doc.decided_by = None
    if not before:
        doc.status = doc.status or SUBMITTED
        if doc.status != SUBMITTED:
            _refuse(_("A new justification starts as submitted."))
        return
    if doc.status != SUBMITTED:
        _check_decision(doc, before)
        doc.decided_by = frappe.session.user


def _check_decision(doc: Document, before: Document) -> None:
    user = frappe.session.user
    if user == before.owner or CONTROLLER not in roles_by_assignment(user):
        frappe.throw(
            _("A justification is decided by a controller who did not enter it."),
            NotTheController,
            title=_("Another Person Is Needed"),
        )
    if changed_fields(doc, before) - DECISION - {"decided_by"}:
        _refuse(_("Decide the justification as it was entered, without changing it."))
    if doc.status == REFUSED and not (doc.decision_reason or "").strip():
        _refuse(_("Write why the justification is refused."))


def fill_from_payment(doc: Document) -> None:
    """Project and unit are the payment's, whatever the client sent."""
    found = doc.disbursement and frappe.db.get_value(
        "Funding Disbursement", doc.disbursement, ["project", "unit"]
    )
    doc.project, doc.unit = found or (None, None)


def check_payment_was_made(doc: Document) -> None:
    """Only money that was paid is justified."""
    state = doc.disbursement and frappe.db.get_value(
        "Funding Disbursement", doc.disbursement, "workflow_state"
    )
    if state not in PAID:
        _refuse(_("Only a payment that was made can be justified."))


def check_spent_on(doc: Document) -> None:
    """Money is not spent in the future."""
    if doc.spent_on and getdate(doc.spent_on) > getdate():
        _refuse(_("The day on which the money was spent cannot lie in the future."))


def check_within_payment(doc: Document) -> None:
    """All justifications of a payment, the refused ones aside, fit in what was paid.

    The payment's row is locked first, so that two of them entered at the same moment are counted one after
    the other; the others are then read with a lock, past this transaction's snapshot.
    """
    amount = centimes_of(doc, "amount")
    if not amount:
        _refuse(_("The amount must be above zero."))
    if doc.status == REFUSED:
        return
    paid = to_centimes(
        frappe.db.get_value("Funding Disbursement", doc.disbursement, "amount", for_update=True) or 0
    )
    others = other_centimes(doc)
    if others + amount > paid:
        _refuse(
            _("{0} of the {1} paid is already entered; {2} more is too much.").format(
                format_dirhams(others), format_dirhams(paid), format_dirhams(amount)
            )
        )


def other_centimes(doc: Document) -> int:
    """What the payment's other justifications claim, the refused ones aside; a locking read."""
    table = frappe.qb.DocType("Expense Justification")
    query = frappe.qb.from_(table).select(table.name, table.amount, table.status)
    rows = query.where(table.disbursement == doc.disbursement).for_update().run(as_dict=True)
    return sum(to_centimes(row.amount) for row in rows if row.name != doc.name and row.status != REFUSED)


def record_decision(doc: Document) -> None:
    """The audit entry of an acceptance or a refusal."""
    if doc.status != SUBMITTED:
        record(
            "justification_decided",
            doc,
            status=doc.status,
            amount_centimes=centimes_of(doc, "amount"),
            disbursement=doc.disbursement,
        )


def refuse_delete(doc: Document) -> None:
    """Only one that waits for its decision is deleted."""
    if doc.status != SUBMITTED:
        frappe.throw(_("A justification that was decided is never deleted."), JustificationDecided)


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, JustificationRefused, title=_("Justification"))
