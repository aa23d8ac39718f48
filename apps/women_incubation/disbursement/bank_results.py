"""What the bank did with a batch: its answers, read from a file and taken over all together or not at all.

CSV: UTF-8, `;` between values, amounts in dirhams with a point and two decimals, days as 2026-12-31.

    payment;status;reference;paid_on;amount;reason
    DIS-2026-00007;PAID;VIR-991;2026-12-31;10000.00;
    DIS-2026-00008;BOUNCED;VIR-992;2026-12-31;5000.00;Account closed
    TOTAL;2;;;15000.00;

A file may hold part of the batch; another file brings the rest, or the transfers that came back later. The
same file again changes nothing.
"""

import csv
import hashlib
import io
from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from women_incubation.audit.retry import is_conflict
from women_incubation.disbursement import batches
from women_incubation.disbursement.decisions import PAYMENT, message_of
from women_incubation.disbursement.errors import BankResultRefused
from women_incubation.funding.money import centimes_of, to_centimes, to_currency
from women_incubation.territory.days import as_day

HEADER = ["payment", "status", "reference", "paid_on", "amount", "reason"]
LARGEST_FILE = 1_000_000  # characters
OUTCOMES = {"PAID": "Paid", "BOUNCED": "Bounced"}


class Answer(NamedTuple):
    """One row of the bank's file. amount in centimes."""

    payment: str
    outcome: str
    reference: str
    paid_on: str
    centimes: int
    reason: str


def import_result(name: str, content: str) -> dict:
    """Take the bank's file over: {batch, status, answers: [{row, payment, outcome, message}]}.

    outcome: paid, bounced, identical. When any row is refused, or the file does not add up, nothing is
    written: BankResultRefused, and the HTTP answer carries the same list under `answers`.
    """
    batch = batches.locked_batch(name)
    batches.require_frozen(batch)
    if batch.status == "Cancelled":
        frappe.throw(_("Batch {0} was cancelled.").format(name), BankResultRefused)
    rows = read_file(content)
    own = {row.disbursement: row for row in batch.rows}
    checked = [check_row(answer, own.get(answer.payment)) for answer in rows]
    refuse_if_any([_shown(i, rows[i], *checked[i]) for i in range(len(rows))])
    done = [_shown(i, rows[i], *take_over(rows[i], own[rows[i].payment], batch)) for i in range(len(rows))]
    refuse_if_any(done)
    if any(row["outcome"] != "identical" for row in done):
        note_result(batch, content, rows, done)
    return {"batch": batch.name, "status": batch.status, "answers": done}


def read_file(content: str) -> list[Answer]:
    """The rows of the file. Raises BankResultRefused for another shape, a row twice, or wrong totals."""
    if not isinstance(content, str) or not content.strip() or len(content) > LARGEST_FILE:
        _refuse(_("The file is empty or larger than {0} characters.").format(LARGEST_FILE))
    lines = lines_of(content)
    if not lines or [cell.strip().lower() for cell in lines[0]] != HEADER:
        _refuse(_("The first line of the file must be: {0}").format(";".join(HEADER)))
    body, last = lines[1:-1], lines[-1]
    if len(lines) < 3 or last[0].strip().upper() != "TOTAL":
        _refuse(_("The last line of the file must hold the TOTAL."))
    answers = [read_row(number, line) for number, line in enumerate(body, 2)]
    named = [answer.payment for answer in answers]
    if len(set(named)) < len(named):
        _refuse(_("The file names a payment twice."))
    check_totals(answers, last)
    return answers


def lines_of(content: str) -> list[list[str]]:
    """The cells of the lines that hold something; none for what is no CSV."""
    text = io.StringIO(content.lstrip("\ufeff"), newline="")
    try:
        return [line for line in csv.reader(text, delimiter=";") if any(line)]
    except csv.Error:
        return []


def read_row(number: int, line: list[str]) -> Answer:
    """One line. Raises BankResultRefused naming it."""
    try:
        payment, status, reference, paid_on, amount, reason = (cell.strip() for cell in line)
        return Answer(
            payment, OUTCOMES[status.upper()], reference, str(as_day(paid_on)), to_centimes(amount), reason
        )
    except (ValueError, KeyError, frappe.ValidationError):
        frappe.clear_messages()
        return _refuse(
            _("Line {0}: expected payment;PAID or BOUNCED;reference;2026-12-31;1234.50;reason").format(number)
        )


def check_totals(answers: list[Answer], last: list[str]) -> None:
    """The last line holds the number of rows and their sum."""
    told = [*last, "", "", "", ""][:5]
    centimes = sum(answer.centimes for answer in answers)
    try:
        fits = (int(told[1]), to_centimes(told[4].strip())) == (len(answers), centimes)
    except (ValueError, frappe.ValidationError):
        frappe.clear_messages()
        fits = False
    if not fits:
        _refuse(_("The TOTAL of the file is not the number and the sum of its rows."))


def check_row(answer: Answer, row: Document | None) -> tuple[str, str | None]:
    """(outcome, message) of an answer against the batch's row, before anything is written."""
    if not row:
        return "refused", _("This payment is not in the batch.")
    if answer.centimes != centimes_of(row, "amount"):
        return "refused", _("The amount is not that of the transfer.")
    if is_known(answer, row):
        return "identical", None
    if not answer.reference or getdate(answer.paid_on) > getdate():
        return "refused", _("Give the bank's reference and the day, which cannot lie in the future.")
    if answer.outcome == "Bounced" and not answer.reason:
        return "refused", _("Give the reason why the transfer bounced.")
    if row.outcome == "Bounced" or (row.outcome == "Paid" and answer.outcome == "Paid"):
        return "refused", _("The bank answered otherwise before: {0}, {1}.").format(
            _(row.outcome), row.bank_reference
        )
    return answer.outcome.lower(), None


def is_known(answer: Answer, row: Document) -> bool:
    """Whether the batch holds this very answer already."""
    told = (answer.outcome, answer.reference, answer.paid_on)
    return told == (row.outcome, row.bank_reference, str(row.paid_on))


def take_over(answer: Answer, row: Document, batch: Document) -> tuple[str, str | None]:
    """Move the payment as the bank says; (outcome, message). A refusal is answered, a conflict raised."""
    if is_known(answer, row):
        return "identical", None
    try:
        move_payment(answer, row.outcome, batch.name)
    except (frappe.ValidationError, frappe.PermissionError) as error:
        if is_conflict(error):
            raise
        return "refused", message_of(error)
    row.outcome, row.reason = answer.outcome, answer.reason
    row.bank_reference, row.paid_on = answer.reference, answer.paid_on
    return answer.outcome.lower(), None


def move_payment(answer: Answer, before: str, batch: str) -> None:
    """Record the transfer, then its coming back; the ledger keeps both movements."""
    payment = frappe.get_doc(PAYMENT, answer.payment, for_update=True)
    payment.check_permission("write")
    payment.flags.settling_batch = batch
    if before == "Waiting":
        payment.update({"bank_reference": answer.reference, "paid_on": answer.paid_on})
        payment.workflow_state = "Paid"
        payment.save()
    if answer.outcome == "Bounced":
        payment.step_reason, payment.workflow_state = answer.reason, "Bounced"
        payment.save()


def note_result(batch: Document, content: str, rows: list[Answer], done: list[dict]) -> None:
    """Keep who took which file over, and close the batch when the bank has answered for each row."""
    outcomes = [row["outcome"] for row in done]
    batch.append(
        "results",
        {
            "happened_at": now_datetime(),
            "actor": frappe.session.user,
            "digest": digest_of(content),
            "paid": outcomes.count("paid"),
            "bounced": outcomes.count("bounced"),
            "total": to_currency(sum(answer.centimes for answer in rows)),
        },
    )
    batch.status = "Sent" if any(row.outcome == "Waiting" for row in batch.rows) else "Settled"
    batches.save(batch, "bank_result_imported")


def digest_of(content: str) -> str:
    """SHA-256, in hex, of the bank's file."""
    return hashlib.sha256(content.encode()).hexdigest()


def refuse_if_any(answers: list[dict]) -> None:
    """Raise BankResultRefused when a row is refused; the HTTP answer carries every row's."""
    refused = [row for row in answers if row["outcome"] == "refused"]
    if refused:
        frappe.local.response["answers"] = answers
        lines = [f"{row['payment']}: {row['message']}" for row in refused]
        _refuse("\n".join([_("Nothing was taken over."), *lines]))


def _shown(index: int, answer: Answer, outcome: str, message: str | None) -> dict:
    return {"row": index + 1, "payment": answer.payment, "outcome": outcome, "message": message}


def _refuse(message: str) -> None:
    frappe.throw(message, BankResultRefused, title=_("Bank Result"))
