"""What the printed documents of the payments say: gathered here, drawn in `reports/`."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from women_incubation.funding.documents import heads
from women_incubation.funding.money import centimes_of
from women_incubation.papers.words import _lt, amount, both_names, day, full_name, phrase, place
from women_incubation.reports.amounts import figures
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same
from women_incubation.reports.sections import (
    Facts,
    Heading,
    Paragraph,
    Roll,
    Section,
    Signatures,
    sections,
)

PAID = ("Paid", "Received")
STEP_HEADS = (_lt("Step"), _lt("Person"), _lt("In Place Of"), _lt("Day"), _lt("Reason"))
TRANSFER_HEADS = (_lt("Payment"), _lt("Payee"), _lt("RIB"), _lt("Amount (DH)"))


def order(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The order to pay an approved payment, with who did each step."""
    parts: list[Section] = [
        Facts(_about_payment(doc)),
        Heading(phrase(_lt("Steps Taken"))),
        Roll(heads(STEP_HEADS), [_step(row) for row in doc.steps], (16, 24, 20, 16, 24)),
        Signatures([phrase(_lt("The Approver")), phrase(_lt("The Payment Officer"))]),
    ]
    return sections(phrase(_lt("Payment Order")), parts, stamp, letterhead)


def refuse_order(doc: Document) -> str:
    """An order is printed of what everybody who must approve has approved."""
    approved = doc.workflow_state == "Approved" and not doc.needs_second_approval
    if approved or doc.workflow_state in ("Second Approval", *PAID):
        return ""
    return _("A payment order is printed once the payment is approved.")


def receipt(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """What the woman signs when the money has come."""
    cnie = frappe.db.get_value("Beneficiary", doc.beneficiary, "cnie") or "—"
    received = phrase(
        _lt("I, {0}, holder of the national identity card {1}, acknowledge having received {2}."),
        woman(doc.beneficiary),
        cnie,
        amount(centimes_of(doc, "amount")),
    )
    parts = [
        Paragraph(received),
        Facts([*_about_payment(doc), (phrase(_lt("Paid On")), day(doc.paid_on))]),
        Signatures([phrase(_lt("The Beneficiary")), phrase(_lt("The Coordinator"))]),
    ]
    return sections(phrase(_lt("Receipt of a Payment")), parts, stamp, letterhead)


def refuse_receipt(doc: Document) -> str:
    """A receipt is printed of what was paid."""
    return "" if doc.workflow_state in PAID else _("A receipt is printed once the payment is made.")


def transfer_list(doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
    """The transfers of a batch, for the bank."""
    rows = [
        [row.disbursement, row.payee_name, spaced_rib(row.rib), figures(centimes_of(row, "amount"))]
        for row in doc.rows
    ]
    total = centimes_of(doc, "total")
    rows.append([phrase(_lt("Total")), "", "", figures(total)])
    about: list[tuple[Phrase, Phrase]] = [
        (phrase(_lt("Batch")), same(doc.name)),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("Account Holder")), same(doc.debtor_name)),
        (phrase(_lt("Account to Debit (RIB)")), same(spaced_rib(doc.debtor_rib))),
        (phrase(_lt("Made On")), day(doc.made_at)),
        (phrase(_lt("Number of Transfers")), same(len(doc.rows))),
        (phrase(_lt("Total")), amount(total)),
    ]
    parts = [
        Facts(about),
        Roll(heads(TRANSFER_HEADS), rows, (22, 32, 28, 18), numbers=(3,), total=True),
        Signatures([phrase(_lt("The Payment Officer")), phrase(_lt("The Bank"))]),
    ]
    return sections(phrase(_lt("List of Transfers")), parts, stamp, letterhead)


def refuse_transfer_list(doc: Document) -> str:
    """A batch that was cancelled goes to no bank."""
    return _("This batch was cancelled.") if doc.status == "Cancelled" else ""


def woman(beneficiary: str) -> Phrase:
    """A woman's name in both scripts."""
    return both_names("Beneficiary", beneficiary, "full_name", "full_name_ar")


def spaced_rib(rib: str | None) -> str:
    """An account number as banks write it, never broken: 3, 3, 16 and 2 digits."""
    digits = rib or ""
    if len(digits) != 24:
        return digits
    return "\u00a0".join((digits[:3], digits[3:6], digits[6:22], digits[22:]))


def _about_payment(doc: Document) -> list[tuple[Phrase, Phrase]]:
    project = frappe.db.get_value("Project Proposal", doc.project, "title")
    line = frappe.db.get_value("Budget Line", doc.budget_line, "label")
    return [
        (phrase(_lt("Payment")), same(doc.name)),
        (phrase(_lt("Project")), same(f"{doc.project} – {project}")),
        (phrase(_lt("Beneficiary")), woman(doc.beneficiary)),
        (phrase(_lt("Territorial Unit")), place(doc.unit)),
        (phrase(_lt("Tranche")), same(cint(doc.tranche_number))),
        (phrase(_lt("Budget Line")), same(f"{doc.budget_line} – {line}")),
        (phrase(_lt("Amount")), amount(centimes_of(doc, "amount"))),
        (phrase(_lt("Payee")), same(doc.payee_name)),
        (phrase(_lt("RIB")), same(spaced_rib(doc.rib))),
        (phrase(_lt("Purpose")), phrase(doc.purpose or "")),
    ]


def _step(row: Document) -> list:
    return [
        phrase(row.step),
        full_name(row.actor),
        full_name(row.substitute_for or row.delegated_by),
        day(row.happened_at),
        row.reason or "",
    ]
