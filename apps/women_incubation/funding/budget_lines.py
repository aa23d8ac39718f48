"""What a budget line must respect, and its way into the ledger. One check each; called by its controller."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.funding import ledger
from women_incubation.funding.conventions import ENDED, FUNDER, commitment_of, line_totals
from women_incubation.funding.errors import LineRefused, NeverDeleted
from women_incubation.funding.money import centimes_of, format_dirhams


def check_total(line: Document) -> None:
    """A total above zero, exact to the centime."""
    if not centimes_of(line, "total"):
        _refuse(_("The total of a budget line must be above zero."))


def check_convention(line: Document) -> None:
    """The funder is a party of the convention with the role Funder; nothing is added under a closed one."""
    convention = frappe.get_doc("Convention", line.convention)
    if not any(row.organisation == line.funder and row.role == FUNDER for row in convention.parties):
        _refuse(_("{0} is not a funder of convention {1}.").format(line.funder, line.convention))
    if line.is_new() and convention.status in ENDED:
        _refuse(_("Convention {0} has ended: no budget line can be added.").format(line.convention))


def check_total_is_amended(line: Document) -> None:
    """Under a signed convention the total of a line changes by a signed amendment only."""
    before = line.get_doc_before_save()
    if not before or centimes_of(before, "total") == centimes_of(line, "total"):
        return
    status = frappe.db.get_value("Convention", line.convention, "status")
    if status != "Draft" and not line.flags.by_amendment:
        _refuse(_("The total of this line was signed. Change it by an amendment of the convention."))


def check_place(line: Document) -> None:
    """The line's unit is the convention's or lies below it."""
    unit = frappe.db.get_value("Convention", line.convention, "unit")
    whole, part = _range(unit), _range(line.unit)
    if not (whole[0] <= part[0] and part[1] <= whole[1]):
        _refuse(
            _("{0} does not lie in the territory of convention {1} ({2}).").format(
                line.unit, line.convention, unit
            )
        )


def check_within_commitment(line: Document) -> None:
    """All lines of this funder under the convention fit in what it committed there.

    The convention is locked first, so that two lines entered at the same moment are counted one after the
    other; the other lines are then read with a lock, past this transaction's snapshot.
    """
    if not line.is_new() and not line.has_value_changed("total"):
        return
    convention = frappe.get_doc("Convention", line.convention, for_update=True)
    committed = commitment_of(convention, line.funder)
    others = line_totals(line.convention, but_not=line.name).get(line.funder, 0)
    if others + centimes_of(line, "total") > committed:
        _refuse(
            _("{0} committed {1} under convention {2}, and {3} is already on other lines.").format(
                line.funder, format_dirhams(committed), line.convention, format_dirhams(others)
            )
        )


def open_balance(line: Document) -> None:
    """Give the new line its balance, with its total as the first movement."""
    total = centimes_of(line, "total")
    ledger.open_line(line.name, total, f"{line.name}/open", line, line.unit)
    record("line_opened", line, total_centimes=total)


def move_total(line: Document) -> None:
    """Bring another total into the ledger. Raises TotalBelowCommitted."""
    before = line.get_doc_before_save()
    if not before or centimes_of(before, "total") == centimes_of(line, "total"):
        return
    total = centimes_of(line, "total")
    ledger.change_total(line.name, total, f"{line.name}/total/{line.modified}", line)
    record("line_total_changed", line, old_centimes=centimes_of(before, "total"), total_centimes=total)


def refuse_delete(line: Document) -> None:
    """A line is closed, never deleted."""
    frappe.throw(_("A budget line is never deleted. Close it."), NeverDeleted)


def _range(unit: str) -> tuple[int, int]:
    return frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"]) or (0, 0)


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, LineRefused, title=_("Budget Line"))
