"""A person decides about the rows that an import holds: taken in beside who looks the same, or left out.

A row that is taken in passes the rules of entry: her file is saved with the reason and leaves a Duplicate
Review for each woman she was accepted beside. Each row is decided once, and each by itself: what refuses one
does not keep the others.
"""

from collections.abc import Callable, Iterable
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now, strip_html

from women_incubation.audit.entries import record
from women_incubation.audit.retry import is_conflict
from women_incubation.people.duplicates.deciding import require_decider
from women_incubation.people.duplicates.finding import find_many
from women_incubation.people.errors import PossibleDuplicate, ReasonMissing
from women_incubation.people.importing import held_rows
from women_incubation.people.importing.checking import Candidate
from women_incubation.people.importing.errors import BadFile, ImportIsRunning, RowDecided

TAKEN_IN, LEFT_OUT = "Taken In", "Left Out"
MOST_AT_ONCE = held_rows.PAGE


def checked_import(name: str, lock: bool = False) -> Document:
    """The import whose rows the acting user may decide. Raises PermissionError, ImportIsRunning."""
    doc = frappe.get_doc("Beneficiary Import", name, for_update=lock)
    doc.check_permission("write")
    frappe.has_permission("Beneficiary", "create", throw=True)
    require_decider()
    if doc.status != "Done":
        frappe.throw(_("Its rows are compared once the import is done."), ImportIsRunning)
    return doc


def take_in(doc: Document, numbers: Iterable[int], reason: str) -> dict[str, Any]:
    """Register the women of these rows. {"decided": [number], "refused": [{"row_number", "message"}]}.

    Raises ReasonMissing, RowDecided for a row that does not wait, BadFile when the rows are not kept.
    """
    reason = (reason or "").strip()
    if not reason:
        frappe.throw(_("Give the reason of the decision: it is asked for later."), ReasonMissing)
    rows, women = held_rows.read(doc, _waiting(doc, numbers)), {}

    def register(number: int) -> None:
        if number not in rows:
            frappe.throw(_("This row is not kept. Send it in a new file."), BadFile)
        women[_registered(rows[number], reason, women)] = number

    return _decide(doc, numbers, TAKEN_IN, "created_count", register)


def leave_out(doc: Document, numbers: Iterable[int]) -> dict[str, Any]:
    """Say of these rows that the women are registered already. Answers and raises as `take_in`."""
    return _decide(doc, _waiting(doc, numbers), LEFT_OUT, "left_out_count", lambda number: None)


def _waiting(doc: Document, numbers: Iterable[int]) -> list[int]:
    """The numbers, once each, when every one of them waits."""
    asked = sorted(set(numbers))
    if not asked or set(asked) - set(held_rows.open_numbers(doc.name, lock=True)):
        frappe.throw(_("A row you chose is decided already. Load the page again."), RowDecided)
    return asked


def _decide(
    doc: Document, numbers: Iterable[int], decision: str, count: str, carry_out: Callable[[int], None]
) -> dict[str, Any]:
    decided, refused = [], []
    for number in sorted(set(numbers)):
        message = _refusal_of(carry_out, number)
        if message:
            refused.append({"row_number": number, "message": message})
            continue
        decided.append(number)
        row = {"beneficiary_import": doc.name, "row_number": number}
        by_whom = {"decided_by": frappe.session.user, "decided_on": now()}
        frappe.db.set_value("Import Row", row, {"decision": decision, **by_whom})
        record("import_row_decided", doc, row=number, decision=decision)
    left = len(held_rows.open_numbers(doc.name, lock=True))
    doc.db_set({"review_count": left, count: doc.get(count) + len(decided)})
    return {"decided": decided, "refused": refused, "left": left}


def _refusal_of(carry_out: Callable[[int], None], number: int) -> str | None:
    """Why a row cannot be decided so, with nothing of it written; None once it is."""
    frappe.db.savepoint("held_row")
    try:
        carry_out(number)
    except (frappe.ValidationError, frappe.PermissionError) as error:
        if is_conflict(error):  # it has undone the whole transaction, not this row alone
            raise
        frappe.db.rollback(save_point="held_row")
        frappe.clear_last_message()
        return strip_html(str(error))
    return None


def _registered(row: Candidate, reason: str, just_now: dict[str, int]) -> str:
    """Her file, made as at entry. Raises what entry raises, and for who was taken in a moment ago herself."""
    if row.problems:
        frappe.throw(" ".join(problem.message for problem in row.problems), frappe.ValidationError)
    for candidate in find_many([row.values])[0]:
        if candidate.beneficiary in just_now:
            frappe.throw(
                _("Row {0} looks like the same woman ({1} of 100).").format(
                    just_now[candidate.beneficiary], candidate.score
                ),
                PossibleDuplicate,
            )
    values = {field: value for field, value in row.values.items() if value is not None}
    woman = frappe.get_doc({"doctype": "Beneficiary", **values, "duplicate_reason": reason})
    woman.update({"registration_status": "Confirmed", "registration_origin": "Import"})
    woman.flags.update(by_service=True, review_origin="Import")
    return woman.insert().name
