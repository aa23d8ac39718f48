"""What a convention must respect. One check each; called by its controller."""

from collections import Counter
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.funding.errors import ConventionRefused, NeverDeleted
from women_incubation.funding.money import centimes_of, format_dirhams, to_centimes

FUNDER = "Funder"
NEXT_STATUS = {"Draft": {"Draft", "Signed"}, "Signed": {"Signed", "Closed"}, "Closed": {"Closed"}}


def check_dates(convention: Document) -> None:
    """It begins before it ends, and was not signed in the future."""
    if getdate(convention.valid_to) < getdate(convention.valid_from):
        _refuse(_("The convention ends before it begins. Correct Valid From or Valid To."))
    if convention.signed_on and getdate(convention.signed_on) > getdate():
        _refuse(_("The convention cannot be signed on a day that has not come yet."))


def check_status(convention: Document) -> None:
    """Draft, then Signed (with the day of signature), then Closed; never back."""
    before = convention.get_doc_before_save()
    old = before.status if before else convention.status
    if convention.status not in NEXT_STATUS.get(old, {old}):
        _refuse(_("A convention that is {0} cannot become {1}.").format(_(old), _(convention.status)))
    if convention.status != "Draft" and not convention.signed_on:
        _refuse(_("Give the day on which the convention was signed."))


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
