"""A place that is given up goes to the next of the waiting list, in the same transaction."""

from typing import Literal

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.people.errors import PlaceRefused
from women_incubation.people.stage import update_stage
from women_incubation.people.targeting.freezing import STATUS_OF_HER_FILE
from women_incubation.people.targeting.ranking import SELECTED, WAITING
from women_incubation.people.targeting.words import Words
from women_incubation.people.telling import tell_woman

HAS_OR_WAITS = (SELECTED, WAITING)


def give_up(name: str, how: Literal["Declined", "Withdrawn"], reason: str) -> list[str]:
    """Record that she gives up her place, or no longer waits. Returns the rows that move up.

    Raises PlaceRefused without a reason, for a draft, and for who has neither a place nor waits.
    """
    if how not in ("Declined", "Withdrawn") or not (reason or "").strip():
        frappe.throw(_("Write why she gives up the place."), PlaceRefused)
    selection = locked_selection(name)
    row = frappe.get_doc("Selection Row", name, for_update=True)
    if row.status not in HAS_OR_WAITS or selection.status != "Frozen":
        frappe.throw(_("She has no place in a frozen selection, and does not wait for one."), PlaceRefused)
    write(row, how, _("She gave up her place."), leaving_reason=reason.strip(), training_group=None)
    record("place_given_up", row, how=how)
    return refill(selection)


def refill(selection: dict) -> list[str]:
    """Give the free places to those who wait, by rank. The caller holds the selection's lock."""
    table = frappe.qb.DocType("Selection Row")
    mine = frappe.qb.from_(table).where(table.selection == selection.name)
    taken = len(mine.select(table.name).where(table.status == SELECTED).for_update().run())
    free = max(selection.places - taken, 0)
    if not free:
        return []
    waiting = mine.select(table.name).where(table.status == WAITING)
    names = waiting.orderby(table.place).orderby(table.name).limit(free).for_update().run(pluck=True)
    for name in names:
        move_up(name)
    return names


def move_up(name: str) -> None:
    """The next one gets the place, and is told."""
    row = frappe.get_doc("Selection Row", name)
    language = frappe.db.get_value("Beneficiary", row.beneficiary, "preferred_language")
    write(row, SELECTED, Words(language).selected())
    record("place_refilled", row, rank=row.place)
    tell_woman(row.beneficiary, words_for_selected, "Selection")


def words_for_selected(language: str) -> tuple[str, str]:
    """Subject and body."""
    return _("A place in the training", lang=language), Words(language).selected()


def write(row: Document, status: str, explanation: str, **values: object) -> None:
    """The row, and her file with it."""
    changes = {"status": status, "explanation": explanation, "decided_on": getdate(), **values}
    row.db_set(changes)
    in_her_file = STATUS_OF_HER_FILE.get(status, "Not Selected")
    frappe.db.set_value(
        "Beneficiary", row.beneficiary, {"selection_status": in_her_file, "selection_reason": explanation}
    )
    update_stage(row.beneficiary)


def locked_selection(row: str) -> dict:
    """The selection of a row, locked before any of its rows, so that two who give up do not meet."""
    name = frappe.db.get_value("Selection Row", row, "selection")
    fields = ["name", "status", "places", "frozen_by", "unit"]
    return frappe.db.get_value("Selection", name, fields, as_dict=True, for_update=True)
