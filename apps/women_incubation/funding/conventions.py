"""What a convention must respect. One check each; called by its controller."""

from collections import Counter
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.funding import ledger
from women_incubation.funding.errors import ConventionRefused, NeverDeleted
from women_incubation.funding.money import centimes_of, format_dirhams, to_centimes

FUNDER = "Funder"
ENDED = ("Closed", "Terminated")
IN_FORCE = ("Signed", "Running")
NEXT_STATUS = {
    None: {"Draft", "Signed"},
    "Draft": {"Draft", "Signed"},
    "Signed": {"Signed", "Running", *ENDED},
    "Running": {"Running", *ENDED},
    "Closed": {"Closed"},
    "Terminated": {"Terminated"},
}
# What was signed: from then on it changes by a signed amendment only.
SIGNED_CONTENT = {"title_fr", "title_ar", "unit", "signed_on", "valid_from", "valid_to", "parties"}


def check_dates(convention: Document) -> None:
    """It begins before it ends, and was not signed in the future."""
    if getdate(convention.valid_to) < getdate(convention.valid_from):
        _refuse(_("The convention ends before it begins. Correct Valid From or Valid To."))
    if convention.signed_on and getdate(convention.signed_on) > getdate():
        _refuse(_("The convention cannot be signed on a day that has not come yet."))


def check_status(convention: Document) -> None:
    """Draft, Signed (with the day of signature), Running, then Closed or Terminated; never back.

    One that was signed on paper before it was entered may start as Signed.
    """
    before = convention.get_doc_before_save()
    old = before.status if before else None
    if convention.status not in NEXT_STATUS[old]:
        shown = _(old) if old else _("New")
        _refuse(_("A convention that is {0} cannot become {1}.").format(shown, _(convention.status)))
    if convention.status != "Draft" and not convention.signed_on:
        _refuse(_("Give the day on which the convention was signed."))
    if old != convention.status:
        _check_new_status(convention)


def _check_new_status(convention: Document) -> None:
    if convention.status == "Running" and getdate(convention.valid_from) > getdate():
        _refuse(_("The convention runs from {0} on, not before.").format(convention.valid_from))
    if convention.status == "Terminated" and not (convention.end_reason or "").strip():
        _refuse(_("Write why the convention is terminated."))
    if convention.status == "Closed":
        _check_all_is_paid(convention)


def _check_all_is_paid(convention: Document) -> None:
    """A convention is closed when all that was committed under it is paid or given back."""
    lines = frappe.get_all("Budget Line", filters={"convention": convention.name}, pluck="name")
    for line in sorted(lines):
        row = ledger.line_balance(line)
        if row.committed_centimes > row.paid_centimes:
            rest = format_dirhams(row.committed_centimes - row.paid_centimes)
            _refuse(
                _("Budget line {0}: {1} is committed and not paid. Pay it or give it back first.").format(
                    line, rest
                )
            )


def check_signed_content(convention: Document) -> None:
    """What was signed stays as it was signed; a signed amendment changes it, and keeps what was before."""
    before = convention.get_doc_before_save()
    if not before or before.status == "Draft" or convention.flags.by_amendment:
        return
    changed = changed_fields(convention, before)
    frozen = changed & SIGNED_CONTENT
    if before.signed_document and "signed_document" in changed:
        frozen.add("signed_document")
    if frozen:
        labels = ", ".join(sorted(_(convention.meta.get_label(field)) for field in frozen))
        _refuse(_("This was signed and changes by an amendment only: {0}.").format(labels))


def start_due() -> None:
    """Daily job: what is signed runs from its first day on."""
    due = {"status": "Signed", "valid_from": ["<=", today()], "valid_to": [">=", today()]}
    for name in frappe.get_all("Convention", filters=due, pluck="name"):
        convention = frappe.get_doc("Convention", name)
        convention.status = "Running"
        convention.save()


def check_parties(convention: Document) -> None:
    """Each organisation once in a role; a funder funds, and says how much; someone funds."""
    times = Counter((row.organisation, row.role) for row in convention.parties)
    (organisation, role), most = times.most_common(1)[0]
    if most > 1:
        _refuse(_("{0} stands twice among the parties with the role {1}.").format(organisation, _(role)))
    for row in convention.parties:
        if row.role == FUNDER:
            _check_funder(row)
    if convention.status != "Draft" and not any(row.role == FUNDER for row in convention.parties):
        _refuse(_("A signed convention needs at least one party with the role Funder."))


def check_lines_still_stand(convention: Document) -> None:
    """A funder's commitment stays at least what its budget lines hold.

    The convention's row is locked by its save, the lines by this read, so a line that grows at the same
    moment waits or makes this request try again.
    """
    if convention.is_new():
        return
    for funder, total in line_totals(convention.name).items():
        committed = commitment_of(convention, funder)
        if total > committed:
            _refuse(
                _("{0} has budget lines of {1} under this convention; its commitment cannot be {2}.").format(
                    funder, format_dirhams(total), format_dirhams(committed)
                )
            )


def refuse_delete(convention: Document) -> None:
    """Only a draft is deleted."""
    if convention.status != "Draft":
        frappe.throw(_("A convention that was signed is never deleted. Close it."), NeverDeleted)


def commitment_of(convention: Document, funder: str) -> int:
    """What the organisation commits as a funder, in centimes."""
    return sum(
        centimes_of(row, "amount")
        for row in convention.parties
        if row.role == FUNDER and row.organisation == funder
    )


def line_totals(convention: str, but_not: str | None = None) -> dict[str, int]:
    """Funder -> sum of the totals of its lines under the convention, in centimes; read with a lock."""
    line = frappe.qb.DocType("Budget Line")
    query = (
        frappe.qb.from_(line).select(line.name, line.funder, line.total).where(line.convention == convention)
    )
    totals: Counter[str] = Counter()
    for row in query.for_update().run(as_dict=True):
        if row.name != but_not:
            totals[row.funder] += to_centimes(row.total)
    return dict(totals)


def _check_funder(row: Document) -> None:
    if not frappe.db.get_value("Partner Organisation", row.organisation, "is_funder"):
        _refuse(
            _("Row {0}: {1} is not an organisation that funds projects.").format(row.idx, row.organisation)
        )
    if not centimes_of(row, "amount"):
        _refuse(_("Row {0}: give the amount that {1} commits.").format(row.idx, row.organisation))


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, ConventionRefused, title=_("Convention"))
