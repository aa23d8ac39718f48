"""The guards of a payment's path, one function a move. They read and refuse; `effects.py` moves the money.

A guard runs inside the save, after the state and the role were checked and with the document's row locked,
whatever door the save came through.
"""

from collections.abc import Callable, Mapping

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.disbursement import history, separation, tranches
from women_incubation.disbursement.errors import (
    InABatch,
    PaymentIncomplete,
    ReceiptNotProven,
    SecondApprovalNeeded,
    SecondApprovalNotNeeded,
)
from women_incubation.disbursement.signed_content import MISSING, file_digest, require_unchanged
from women_incubation.incubation.missing import Missing
from women_incubation.people.services import own_beneficiary

WOMAN = "Incubation Woman"


def request_payment(doc: Document) -> None:
    """Request Payment: by its first requester, for a tranche that is due, with papers that are there."""
    history.require_original_requester(doc)
    _require_new_person(doc, "Request")
    missing = Missing()
    tranches.check_tranche(doc, tranches.locked_project(doc), missing)
    _check_papers(doc, missing)
    missing.refuse(_("This payment cannot be requested yet"))


def verify(doc: Document) -> None:
    """Verify: another person, the same content."""
    _require_signature(doc, "Verify")


def approve(doc: Document) -> None:
    """Approve: another person, the same content. The ledger then says whether the money is there."""
    _require_signature(doc, "Approve")


def approve_again(doc: Document) -> None:
    """Approve Again: only above the rule's threshold; yet another person."""
    if not doc.needs_second_approval:
        frappe.throw(_("This payment needs no second approval."), SecondApprovalNotNeeded)
    _require_signature(doc, "Second Approval")


def record_payment(doc: Document) -> None:
    """Record Payment: every approval given, the bank's reference and the day."""
    refuse_while_with_the_bank(doc)
    if doc.needs_second_approval and doc.flags.move.old != "Second Approval":
        frappe.throw(_("A second person must approve this payment before it is paid."), SecondApprovalNeeded)
    _require_signature(doc, "Pay")
    if not (doc.bank_reference or "").strip():
        frappe.throw(_("Give the bank's reference of the transfer."), PaymentIncomplete)
    if not doc.paid_on or getdate(doc.paid_on) > getdate():
        frappe.throw(_("Give the day of the payment; it cannot lie in the future."), PaymentIncomplete)


def confirm_receipt(doc: Document) -> None:
    """Confirm Receipt: the woman herself, or a coordinator with her code or the paper that she signed."""
    _require_new_person(doc, "Receive")
    if not (is_holder(doc) or doc.flags.receipt_code_given or doc.receipt_document):
        frappe.throw(_("Attach the receipt that the woman signed."), ReceiptNotProven)


def stop(doc: Document) -> None:
    """Return, Reject, Record Bounce: with a reason."""
    history.require_in_person(doc)
    refuse_while_with_the_bank(doc)
    history.require_another_person(doc, separation.STEP_OF_ACTION[doc.flags.move.action])
    history.require_reason(doc)


def refuse_while_with_the_bank(doc: Document) -> None:
    """Raise InABatch for a payment that is on its way to the bank, unless its batch's result moves it."""
    waiting = doc.flags.move.old in ("Approved", "Second Approval")
    if waiting and doc.payment_batch and doc.flags.settling_batch != doc.payment_batch:
        frappe.throw(
            _("This payment is in batch {0}. The bank's result or the batch's cancellation decides.").format(
                doc.payment_batch
            ),
            InABatch,
        )


def is_holder(doc: Document) -> bool:
    """Whether the user is the woman whose payment this is."""
    return bool(doc.beneficiary) and own_beneficiary() == doc.beneficiary


def _require_signature(doc: Document, step: str) -> None:
    _require_new_person(doc, step)
    require_unchanged(doc, history.requested_digest(doc))


def _require_new_person(doc: Document, step: str) -> None:
    history.require_in_person(doc)
    history.require_another_person(doc, step)


def _check_papers(doc: Document, missing: Missing) -> None:
    missing.need(doc.evidence, "evidence", _("Attach at least one paper as evidence."))
    for row in doc.evidence:
        if file_digest(row.file) == MISSING:
            missing.add("evidence", _("Row {0}: the file cannot be found. Attach it again.").format(row.idx))


GUARDS: Mapping[str, Callable[[Document], None]] = {
    "Request Payment": request_payment,
    "Verify": verify,
    "Approve": approve,
    "Approve Again": approve_again,
    "Record Payment": record_payment,
    "Confirm Receipt": confirm_receipt,
    "Return": stop,
    "Reject": stop,
    "Record Bounce": stop,
}
