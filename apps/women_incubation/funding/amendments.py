"""Amendments of a convention: what was signed changes by another signature; what was before stays written.

An amendment is drafted freely. Signing it applies it, once, in the transaction of that save: the convention's
end, its parties' commitments, its lines' totals - these through the ledger, never under what is committed.
"""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.funding.conventions import IN_FORCE
from women_incubation.funding.errors import AmendmentRefused, NeverDeleted
from women_incubation.funding.money import centimes_of, to_currency

DRAFT, SIGNED = "Draft", "Signed"


def refuse_signed(amendment: Document) -> None:
    """A signed amendment stays as it is."""
    before = amendment.get_doc_before_save()
    if before and before.status == SIGNED and changed_fields(amendment, before):
        _refuse(_("This amendment was signed and stays as it is. Draft another one."))
    if not before and amendment.status != DRAFT:
        _refuse(_("A new amendment starts as a draft."))


def fill_from_convention(amendment: Document) -> None:
    """Place, number and what stands now, whatever the client sent. Locks the convention while signing."""
    if is_applied(amendment):
        return
    convention = frappe.get_doc("Convention", amendment.convention, for_update=is_being_signed(amendment))
    amendment.unit = convention.unit
    amendment.number = amendment.number if not amendment.is_new() else next_number(amendment.convention)
    amendment.old_valid_to = convention.valid_to
    for row in amendment.parties:
        standing = party_of(convention, row)
        row.old_amount = standing.amount if standing else 0
    for row in amendment.lines:
        row.old_total = frappe.db.get_value("Budget Line", row.budget_line, "total")


def check_content(amendment: Document) -> None:
    """It changes something, of this convention, and each thing once."""
    if not (amendment.new_valid_to or amendment.parties or amendment.lines):
        _refuse(_("The amendment changes nothing: name a new end, commitments or budget lines."))
    for row in amendment.parties:
        centimes_of(row, "new_amount")
    for row in amendment.lines:
        if not centimes_of(row, "new_total"):
            _refuse(_("Row {0}: give the new total of the budget line.").format(row.idx))
        if frappe.db.get_value("Budget Line", row.budget_line, "convention") != amendment.convention:
            _refuse(_("Row {0}: this budget line is of another convention.").format(row.idx))
    _refuse_twice([(row.organisation, row.role) for row in amendment.parties])
    _refuse_twice([row.budget_line for row in amendment.lines])


def check_signature(amendment: Document) -> None:
    """It is signed on a day that has come, with its paper, while the convention is in force."""
    if not is_being_signed(amendment):
        return
    status = frappe.db.get_value("Convention", amendment.convention, "status")
    if status not in IN_FORCE:
        _refuse(_("Only a convention that is signed and has not ended is amended."))
    if not amendment.signed_on or getdate(amendment.signed_on) > getdate():
        _refuse(_("Give the day on which the amendment was signed; it cannot lie in the future."))
    if not amendment.signed_document:
        _refuse(_("Attach the signed amendment."))


def apply_when_signed(amendment: Document) -> None:
    """Change convention and lines as it says; each of them checks itself. Raises TotalBelowCommitted..."""
    if not is_being_signed(amendment):
        return
    # Lines that shrink make room first, then the commitments move, then the lines that grow take the room.
    shrinking = [
        row for row in amendment.lines if centimes_of(row, "new_total") < centimes_of(row, "old_total")
    ]
    growing = [row for row in amendment.lines if row not in shrinking]
    _change_totals(amendment, shrinking)
    _change_convention(amendment)
    _change_totals(amendment, growing)
    totals = [[row.budget_line, centimes_of(row, "new_total")] for row in amendment.lines]
    record("convention_amended", amendment, convention=amendment.convention, line_totals_centimes=totals)


def refuse_delete(amendment: Document) -> None:
    """Only a draft is deleted."""
    if amendment.status == SIGNED:
        frappe.throw(_("An amendment that was signed is never deleted."), NeverDeleted)


def is_being_signed(amendment: Document) -> bool:
    """Whether this save signs it."""
    before = amendment.get_doc_before_save()
    return amendment.status == SIGNED and bool(before) and before.status == DRAFT


def is_applied(amendment: Document) -> bool:
    """Whether it was signed before this save."""
    before = amendment.get_doc_before_save()
    return bool(before) and before.status == SIGNED


def party_of(convention: Document, row: Document) -> Document | None:
    """The convention's party that the row is about."""
    same = [p for p in convention.parties if (p.organisation, p.role) == (row.organisation, row.role)]
    return same[0] if same else None


def next_number(convention: str) -> int:
    """The amendments of a convention are numbered from 1."""
    return 1 + frappe.db.count("Convention Amendment", {"convention": convention})


def _change_convention(amendment: Document) -> None:
    convention = frappe.get_doc("Convention", amendment.convention, for_update=True)
    convention.valid_to = amendment.new_valid_to or convention.valid_to
    for row in amendment.parties:
        party = party_of(convention, row) or convention.append(
            "parties", {"organisation": row.organisation, "role": row.role}
        )
        party.amount = to_currency(centimes_of(row, "new_amount"))
        party.commitment = row.commitment or party.commitment
        party.field_of_intervention = row.field_of_intervention or party.field_of_intervention
    convention.flags.by_amendment = amendment.name
    convention.save()


def _change_totals(amendment: Document, rows: list[Document]) -> None:
    for row in sorted(rows, key=lambda changed: changed.budget_line):
        line = frappe.get_doc("Budget Line", row.budget_line)
        line.total = row.new_total
        line.flags.by_amendment = amendment.name
        line.save()


def _refuse_twice(keys: list) -> None:
    if len(set(keys)) < len(keys):
        _refuse(_("The amendment names the same thing twice."))


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, AmendmentRefused, title=_("Amendment"))
