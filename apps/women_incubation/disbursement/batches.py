"""Payment batches: one transfer file for the bank, made of approved payments and frozen as it was made.

Making a batch is part of paying: it leaves a step on each payment, so whoever makes it takes no other duty
there. While a payment is in a batch, only the bank's result (`bank_results.py`) or the batch's cancellation
moves it.
Lock order: the batch, then its payments by name.
"""

import hashlib
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from women_incubation.audit.entries import record
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.disbursement import history, transfer_file
from women_incubation.disbursement.decisions import PAYMENT
from women_incubation.disbursement.errors import BatchRefused
from women_incubation.disbursement.signed_content import require_unchanged
from women_incubation.funding.money import centimes_of, to_currency
from women_incubation.incubation.eligibility import covers
from women_incubation.people.identifiers import check_rib

BATCH = "Payment Batch"
OFFICER = "Incubation Payment Officer"
MOST_IN_A_BATCH = 200


def ready_payments() -> list[frappe._dict]:
    """The payments in the user's scope that the bank can be asked to make, oldest first.

    Rows: name, unit, payee_name, rib, amount (DH).
    """
    rows = frappe.get_list(
        PAYMENT,
        filters={
            "workflow_state": ["in", ("Approved", "Second Approval")],
            "payment_batch": ["is", "not set"],
        },
        fields=["name", "unit", "payee_name", "rib", "amount", "workflow_state", "needs_second_approval"],
        order_by="creation asc, name asc",
        limit_page_length=0,
    )
    return [row for row in rows if row.workflow_state == "Second Approval" or not row.needs_second_approval]


def make_batch(unit: str, names: list[str], debtor_name: str, debtor_rib: str) -> Document:
    """A batch of these payments of the unit, numbered and frozen. Raises BatchRefused naming the payment."""
    require_officer()
    if not 1 <= len(set(names)) == len(names) <= MOST_IN_A_BATCH:
        _refuse(_("A batch holds 1 to {0} payments, each once.").format(MOST_IN_A_BATCH))
    batch = frappe.new_doc(BATCH)
    batch.update(
        {"unit": unit, "debtor_name": (debtor_name or "").strip(), "debtor_rib": check_rib(debtor_rib)}
    )
    batch.update({"status": "Made", "made_by": frappe.session.user, "made_at": now_datetime()})
    payments = [_payable(name, unit) for name in sorted(names)]
    for payment in payments:
        batch.append("rows", _row_of(payment))
    batch.payment_count = len(payments)
    batch.total = to_currency(sum(centimes_of(row, "amount") for row in batch.rows))
    batch.flags.by_service = True
    batch.insert()
    batch.digest = digest_of(batch)
    batch.save()
    for payment in payments:
        _hand_over(payment, batch.name)
    record("batch_made", batch, payments=len(payments), total_centimes=centimes_of(batch, "total"))
    return batch


def mark_sent(name: str) -> Document:
    """The file was given to the bank."""
    batch = locked_batch(name)
    if batch.status != "Made":
        _refuse(_("Batch {0} is {1}.").format(name, _(batch.status)))
    batch.status = "Sent"
    return save(batch, "batch_sent")


def cancel_batch(name: str, reason: str) -> Document:
    """The bank will not make these transfers: the payments are free again. Not once the bank has answered."""
    batch = locked_batch(name)
    if batch.status not in ("Made", "Sent") or batch.results:
        _refuse(_("Batch {0} can no longer be cancelled.").format(name))
    if not (reason or "").strip():
        _refuse(_("Write the reason first."))
    batch.status, batch.cancel_reason = "Cancelled", reason.strip()
    for row in sorted(batch.rows, key=lambda transfer: transfer.disbursement):
        payment = frappe.get_doc(PAYMENT, row.disbursement, for_update=True)
        payment.flags.written_by_server = {"payment_batch"}
        payment.payment_batch = None
        payment.save()
    return save(batch, "batch_cancelled")


def locked_batch(name: str) -> Document:
    """The batch, locked, for a payment officer of its place."""
    require_officer()
    batch = frappe.get_doc(BATCH, name, for_update=True)
    batch.check_permission("write")
    return batch


def save(batch: Document, event: str) -> Document:
    """Write what a service decided, with its audit entry."""
    batch.flags.by_service = True
    batch.save()
    record(event, batch, status=batch.status, digest=batch.digest)
    return batch


def require_officer() -> None:
    """Raise PermissionError unless the user is a payment officer, acting in person."""
    if OFFICER not in roles_by_assignment(frappe.session.user):
        frappe.throw(_("Payment batches belong to payment officers."), frappe.PermissionError)


def digest_of(batch: Document) -> str:
    """SHA-256, in hex, of the transfer file."""
    return hashlib.sha256(transfer_file.as_csv(batch)).hexdigest()


def require_frozen(batch: Document) -> None:
    """Raise BatchRefused when the stored rows are not those of which the file was made."""
    if digest_of(batch) != batch.digest:
        _refuse(
            _("The rows of batch {0} are not those of its file any more. Tell an auditor.").format(batch.name)
        )


def refuse_other_hands(batch: Document) -> None:
    """A batch is written by this room's services alone, whatever the door."""
    if not batch.flags.by_service:
        frappe.throw(_("A payment batch is changed by its own actions only."), BatchRefused)
    before = batch.get_doc_before_save()
    if before and before.digest:
        require_frozen(batch)


def _payable(name: str, unit: str) -> Document:
    payment = frappe.get_doc(PAYMENT, name, for_update=True)
    payment.check_permission("write")
    history.require_in_person(payment)
    approved = payment.workflow_state == "Approved" and not payment.needs_second_approval
    if not approved and payment.workflow_state != "Second Approval":
        _refuse(_("Payment {0} is not ready to be paid.").format(name))
    if payment.payment_batch:
        _refuse(_("Payment {0} is in batch {1} already.").format(name, payment.payment_batch))
    if not covers(unit, payment.unit):
        _refuse(_("Payment {0} is of another territory than the batch.").format(name))
    history.require_another_person(payment, "Transfer")
    require_unchanged(payment, history.requested_digest(payment))
    return payment


def _row_of(payment: Document) -> dict:
    copied = ("payee_name", "rib", "amount")
    return {"disbursement": payment.name, "outcome": "Waiting", **{key: payment.get(key) for key in copied}}


def _hand_over(payment: Document, batch: str) -> None:
    payment.flags.written_by_server = {"steps", "payment_batch"}
    payment.payment_batch = batch
    history.add_step(payment, "Transfer")
    payment.save()
    record("payment_handed_to_bank", payment, batch=batch, amount_centimes=centimes_of(payment, "amount"))


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, BatchRefused, title=_("Payment Batch"))
