"""What a move of a payment changes: values on the payment itself, and money in the ledger."""

from collections.abc import Callable

from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.disbursement import history, tranches
from women_incubation.disbursement.guards import is_holder
from women_incubation.disbursement.separation import STEP_OF_ACTION
from women_incubation.funding import ledger
from women_incubation.funding.money import centimes_of

RESERVED = ("Approved", "Second Approval")


def set_values(doc: Document, action: str) -> None:
    """Values that the save of the move writes on the payment."""
    if action == "Request Payment":
        doc.step_reason = None
        doc.needs_second_approval = 0
    elif action == "Approve":
        doc.needs_second_approval = int(tranches.needs_second_approval(doc))
    elif action == "Confirm Receipt":
        doc.receipt_channel = receipt_channel(doc)
    history.add_step(doc, STEP_OF_ACTION[action])


def receipt_channel(doc: Document) -> str:
    """How the receipt was confirmed."""
    if is_holder(doc):
        return "Field App"
    return "SMS Code" if doc.flags.receipt_code_given else "Signed Paper"


def move_money(doc: Document, action: str, old: str) -> None:
    """The move's effect in the ledger, and its audit entry with what was signed.

    Raises ProjectExceeded, LineExceeded: the caller's transaction then ends, and the move with it.
    """
    kind = ledger_move_of(action, old)
    if kind:
        key = f"{doc.name}/{len(doc.steps)}"
        kind(doc.budget_line, doc.project, centimes_of(doc, "amount"), key, doc)
    step = doc.steps[-1]
    record(
        "payment_step",
        doc,
        step=step.step,
        digest=step.digest,
        amount_centimes=centimes_of(doc, "amount"),
        budget_line=doc.budget_line,
        project=doc.project,
        bank_reference=doc.bank_reference if action == "Record Payment" else None,
    )


def ledger_move_of(action: str, old: str) -> Callable[..., None] | None:
    """The ledger's function for this move; None when no money moves."""
    if action in ("Return", "Reject"):
        return ledger.cancel_approval if old in RESERVED else None
    return {"Approve": ledger.approve, "Record Payment": ledger.pay, "Record Bounce": ledger.bounce}.get(
        action
    )
