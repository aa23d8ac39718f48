"""What can happen to money, and what must hold after it.

Each kind of movement adds its amount to some figures of the project's balance and of the line's balance.
After every movement, on both:  0 <= paid <= approved <= committed (<= total, on the line).
That is the whole of the ceilings; a movement that would break it is refused and nothing is written.
"""

from typing import NamedTuple, NoReturn, Protocol

import frappe
from frappe import _

from women_incubation.funding.errors import (
    AlreadyMoved,
    LineExceeded,
    NotAnAmount,
    ProjectExceeded,
    TotalBelowCommitted,
)
from women_incubation.funding.ledger import balances
from women_incubation.funding.money import format_dirhams
from women_incubation.funding.open_lines import require_open

# Kind of movement -> what it does to the figures, in units of its amount.
EFFECTS: dict[str, dict[str, int]] = {
    "Commit": {"committed_centimes": 1},
    "Release": {"committed_centimes": -1},
    "Approve": {"approved_centimes": 1},
    "Cancel Approval": {"approved_centimes": -1},
    "Pay": {"paid_centimes": 1},
    "Bounce": {"paid_centimes": -1, "approved_centimes": -1},  # the money is free again
    # Given back by the project: it may be committed again, to anybody.
    "Recover": {"paid_centimes": -1, "approved_centimes": -1, "committed_centimes": -1},
}

# (the smaller figure, the larger one): the smaller may never pass the larger.
CEILINGS = (
    ("paid_centimes", "approved_centimes"),
    ("approved_centimes", "committed_centimes"),
    ("committed_centimes", "total_centimes"),
)


class Reference(Protocol):
    """The document that a movement comes from."""

    doctype: str
    name: str


class Request(NamedTuple):
    """What is asked of the ledger: an amount in centimes, for a project, on a line."""

    kind: str
    line: str
    project: str
    centimes: int
    key: str
    reference: Reference


def open_line(line: str, total_centimes: int, key: str, reference: Reference, unit: str) -> None:
    """Open the line's balance with its total. Raises frappe.DuplicateEntryError when it is open already."""
    balances.open_line_balance(line, unit)
    change_total(line, total_centimes, key, reference)


def change_total(line: str, total_centimes: int, key: str, reference: Reference) -> None:
    """Give the line another total. Raises TotalBelowCommitted."""
    row = balances.line_balance(line)
    _refuse_strange_amount(total_centimes, least=0)
    if total_centimes < row.committed_centimes:
        frappe.throw(
            _("Budget line {0}: {1} is already committed; its total cannot go down to {2}.").format(
                line, format_dirhams(row.committed_centimes), format_dirhams(total_centimes)
            ),
            TotalBelowCommitted,
        )
    deltas = {"total_centimes": total_centimes - row.total_centimes}
    _add_movement(Request("Fund", line, "", 0, key, reference), row.unit, deltas)
    balances.write(balances.LINE, row, {"total_centimes": total_centimes})


def commit(
    line: str, project: str, centimes: int, key: str, reference: Reference, unit: str | None = None
) -> None:
    """Commit money of the line to the project. Raises LineExceeded, LineNotOpen.

    `unit` is where the project is; its people then see its balance (the line's unit when left out).
    """
    line_unit = require_open(line)
    balances.open_project_balance(project, line, unit or line_unit)
    _move(Request("Commit", line, project, centimes, key, reference))


def release(line: str, project: str, centimes: int, key: str, reference: Reference) -> None:
    """Give committed money back to the line. Raises ProjectExceeded if it is approved or not there."""
    _move(Request("Release", line, project, centimes, key, reference))


def release_rest(project: str, key: str, reference: Reference) -> int:
    """Give back, on every line of the project, what is committed and not approved. Returns the centimes."""
    released = 0
    for line in balances.lines_of(project):
        row = balances.project_balance(project, line)
        rest = row.committed_centimes - row.approved_centimes
        if rest:
            release(line, project, rest, f"{key}/{line}", reference)
        released += rest
    return released


def approve(line: str, project: str, centimes: int, key: str, reference: Reference) -> None:
    """Reserve committed money of the project for a payment. Raises ProjectExceeded."""
    _move(Request("Approve", line, project, centimes, key, reference))


def cancel_approval(line: str, project: str, centimes: int, key: str, reference: Reference) -> None:
    """Free what was approved and not paid. Raises ProjectExceeded."""
    _move(Request("Cancel Approval", line, project, centimes, key, reference))


def pay(line: str, project: str, centimes: int, key: str, reference: Reference) -> None:
    """Record a payment of approved money. Raises ProjectExceeded."""
    _move(Request("Pay", line, project, centimes, key, reference))


def bounce(line: str, project: str, centimes: int, key: str, reference: Reference) -> None:
    """Take a payment back that the bank returned, with its approval. Raises ProjectExceeded."""
    _move(Request("Bounce", line, project, centimes, key, reference))


def recover(line: str, project: str, centimes: int, key: str, reference: Reference) -> None:
    """Take back money that was paid and not spent; the line has it again. Raises ProjectExceeded."""
    _move(Request("Recover", line, project, centimes, key, reference))


def _move(request: Request) -> None:
    """Lock project then line, decide on what the locked rows say, write both and the movement."""
    _refuse_strange_amount(request.centimes, least=1)
    project = balances.project_balance(request.project, request.line)
    line = balances.line_balance(request.line)
    deltas = {figure: sign * request.centimes for figure, sign in EFFECTS[request.kind].items()}
    project_after, line_after = _after(project, deltas), _after(line, deltas)
    # Committing is limited by the line, everything later by what the project has on it.
    if _is_broken(project_after):
        _throw_project(request, project)
    if _is_broken(line_after):
        _throw_line(request, line)
    _add_movement(request, project.unit, deltas)
    balances.write(balances.PROJECT, project, {figure: project_after[figure] for figure in deltas})
    balances.write(balances.LINE, line, {figure: line_after[figure] for figure in deltas})


def _after(row: frappe._dict, deltas: dict[str, int]) -> frappe._dict:
    return frappe._dict(row, **{figure: row[figure] + delta for figure, delta in deltas.items()})


def _is_broken(row: dict) -> bool:
    """Whether a figure passes its ceiling or goes below zero."""
    if row["paid_centimes"] < 0:
        return True
    return any(row[lower] > row[upper] for lower, upper in CEILINGS if upper in row)


def _refuse_strange_amount(centimes: int, least: int) -> None:
    if type(centimes) is not int or centimes < least:
        frappe.throw(_("The amount of a movement is a whole number of centimes above zero."), NotAnAmount)


def _add_movement(request: Request, unit: str, deltas: dict[str, int]) -> None:
    """Append the movement; its unique key refuses to make the same one twice."""
    row = {
        "doctype": "Budget Movement",
        "budget_line": request.line,
        "project": request.project or None,
        "unit": unit,
        "kind": request.kind,
        "movement_key": request.key,
        "reference_doctype": request.reference.doctype,
        "reference_name": request.reference.name,
        "actor": frappe.session.user,
    }
    columns = {figure.replace("_centimes", "_delta_centimes"): delta for figure, delta in deltas.items()}
    try:
        frappe.get_doc(row | columns).db_insert()
    except frappe.UniqueValidationError:
        frappe.clear_last_message()
        frappe.throw(_("This movement of money was already recorded."), AlreadyMoved)


def _throw_line(request: Request, row: frappe._dict) -> NoReturn:
    left = row.total_centimes - row.committed_centimes
    frappe.throw(
        _("Budget line {0}: {1} is left and {2} is asked. Lower the amount or take another line.").format(
            request.line, format_dirhams(left), format_dirhams(request.centimes)
        ),
        LineExceeded,
        title=_("Budget Line Exceeded"),
    )


def _throw_project(request: Request, row: frappe._dict) -> NoReturn:
    """Say how much there was for this kind of movement."""
    limits = {
        "Release": row.committed_centimes - row.approved_centimes,
        "Approve": row.committed_centimes - row.approved_centimes,
        "Cancel Approval": row.approved_centimes - row.paid_centimes,
        "Pay": row.approved_centimes - row.paid_centimes,
        "Bounce": row.paid_centimes,
        "Recover": row.paid_centimes,
    }
    frappe.throw(
        _("Project {0} on budget line {1}: {2} is left for this step and {3} is asked.").format(
            request.project,
            request.line,
            format_dirhams(limits.get(request.kind, 0)),
            format_dirhams(request.centimes),
        ),
        ProjectExceeded,
        title=_("Project Amount Exceeded"),
    )
