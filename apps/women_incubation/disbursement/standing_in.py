"""Who acts in whose place: colleagues who are away (Delegation) and places that lack people (Substitute).

Neither gives a role: whoever stands in already holds it. What they get is the place, as a Territorial
Assignment that this module makes and ends with its document. An act in a colleague's place counts for both
persons; a named substitute is a person of their own.
"""

from typing import NamedTuple, NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from women_incubation.audit.entries import record
from women_incubation.audit.guarded_path import roles_by_assignment, workflow_of
from women_incubation.disbursement.errors import StandInRefused
from women_incubation.disbursement.separation import STEP_OF_ACTION
from women_incubation.territory import access
from women_incubation.territory.days import as_day

PAYMENT = "Funding Disbursement"


class Absence(NamedTuple):
    """A delegation in force: for this role, in the units from lft to rgt, the user acts for this person."""

    role: str
    lft: int
    rgt: int
    person: str


def absences_covered_by(user: str) -> list[Absence]:
    """The colleagues in whose place the user acts today."""
    row, unit = frappe.qb.DocType("Delegation"), frappe.qb.DocType("Territorial Unit")
    query = (
        frappe.qb.from_(row)
        .join(unit)
        .on(unit.name == row.unit)
        .select(row.role, unit.lft, unit.rgt, row.from_user)
        .where((row.to_user == user) & (row.valid_from <= today()) & (row.valid_to >= today()))
        .orderby(row.creation)
    )
    return [Absence(*found) for found in query.run()]


def persons_away(absences: list[Absence], step: str, place: tuple[int, int]) -> list[str]:
    """In whose place the user would take this step in a unit with this (lft, rgt)."""
    roles = roles_of_step(step)
    return [a.person for a in absences if a.role in roles and a.lft <= place[0] and place[1] <= a.rgt]


def person_away(user: str, step: str, unit: str | None) -> str | None:
    """In whose place the user takes this step in this unit today; None when in their own."""
    absences = absences_covered_by(user)
    place = unit and absences and frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])
    return next(iter(persons_away(absences, step, place)), None) if place else None


def roles_of_step(step: str) -> set[str]:
    """The roles to which the path gives this step."""
    asked = {"Prepare": "Request", "Transfer": "Pay"}.get(step, step)
    return {t.allowed for t in workflow_of(PAYMENT).transitions if STEP_OF_ACTION[t.action] == asked}


def named_substitution(user: str, step: str, unit: str | None) -> str | None:
    """The Substitute document by which the user acts in this unit today; None without one."""
    if not unit:
        return None
    row, above = frappe.qb.DocType("Substitute"), frappe.qb.DocType("Territorial Unit")
    place = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])
    query = (
        frappe.qb.from_(row)
        .join(above)
        .on(above.name == row.unit)
        .select(row.name)
        .where((row.user == user) & row.role.isin(list(roles_of_step(step)) or [""]))
        .where((row.valid_from <= today()) & (row.valid_to >= today()))
        .where((above.lft <= place[0]) & (above.rgt >= place[1]))
    )
    return next((found[0] for found in query.run()), None)


# ------------------------------------------------------------------ what both documents must respect


def check_dates(doc: Document) -> None:
    """From a day to a later or the same day; for a reason; the only thing that changes later is the end."""
    if as_day(doc.valid_to) < as_day(doc.valid_from):
        _refuse(_("It ends before it begins. Correct the dates."))
    if not (doc.reason or "").strip():
        _refuse(_("Write the reason."))
    before = doc.get_doc_before_save()
    if before and (as_day(before.valid_from), before.reason) != (as_day(doc.valid_from), doc.reason):
        _refuse(_("Only the last day can be changed. Enter a new one for anything else."))
    if before and as_day(doc.valid_to) > as_day(before.valid_to):
        _refuse(_("It can be ended earlier, not prolonged. Enter a new one."))
    doc.named_by = before.named_by if before else frappe.session.user
    doc.assignment = (
        before.assignment if before else None
    )  # the place that ends with it is not the client's to name


def check_role(doc: Document, user: str) -> None:
    """The role is one of the payments' path, and the person holds it already."""
    if doc.role not in {t.allowed for t in workflow_of(PAYMENT).transitions} - {access.WOMAN}:
        _refuse(_("The role {0} has no step in a payment.").format(_(doc.role)))
    if doc.role not in roles_by_assignment(user):
        _refuse(_("{0} does not hold the role {1}.").format(user, _(doc.role)))


def check_substitute(doc: Document) -> None:
    """Named by somebody else, for a place in the region where they work themselves."""
    if doc.user == frappe.session.user and doc.is_new():
        _refuse(_("Nobody names themselves as a substitute."))
    if not works_in(doc.user, region_of(doc.unit)):
        _refuse(_("{0} does not work in the region of {1}.").format(doc.user, doc.unit))


def check_delegation(doc: Document) -> None:
    """Somebody of the place, of the same role and region, and no chain of delegations.

    A person hands over their own work; only those who administer the programme do it for another.
    """
    own = frappe.session.user == doc.from_user
    managers = {"Incubation Administrator", "Incubation Programme Officer", "System Manager"}
    if not own and not managers & roles_by_assignment(frappe.session.user):
        _refuse(_("You can only delegate your own work."))
    if not doc.is_new():
        return
    if doc.from_user == doc.to_user:
        _refuse(_("Nobody stands in for themselves."))
    if doc.to_user == frappe.session.user:
        _refuse(_("Nobody names themselves as a substitute."))
    check_role(doc, doc.from_user)
    if not works_in(doc.from_user, doc.unit, above=True):
        _refuse(_("{0} does not work in {1}.").format(doc.from_user, doc.unit))
    if not works_in(doc.to_user, region_of(doc.unit)):
        _refuse(_("{0} does not work in the region of {1}.").format(doc.to_user, doc.unit))
    _refuse_chain(doc)


def _refuse_chain(doc: Document) -> None:
    """Whoever stands in does so for one person at a time and hands nothing on."""
    row = frappe.qb.DocType("Delegation")
    people = [doc.from_user, doc.to_user]
    query = (
        frappe.qb.from_(row)
        .select(row.name)
        .where((row.valid_from <= as_day(doc.valid_to)) & (row.valid_to >= as_day(doc.valid_from)))
        .where((row.to_user.isin(people)) | (row.from_user == doc.to_user))
    )
    if query.run():
        _refuse(_("One of the two already stands in for somebody in these days, or is away."))


def region_of(unit: str) -> str:
    """The region in which the unit lies; the unit itself when it lies in none."""
    place = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"], as_dict=True)
    above = {"lft": ["<=", place.lft], "rgt": [">=", place.rgt], "kind": "Region"}
    return frappe.db.get_value("Territorial Unit", above) or unit


def works_in(user: str, unit: str, above: bool = False) -> bool:
    """Whether the user works in the unit or one over it today, or, unless `above`, in one under it."""
    place = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])
    ranges = access.visible_ranges(user) or []
    covers = any(lft <= place[0] and place[1] <= rgt for lft, rgt in ranges)
    return covers or (not above and any(place[0] <= lft and rgt <= place[1] for lft, rgt in ranges))


# ------------------------------------------------------------------ the place that comes with it


def open_assignment(doc: Document, user: str, substitute_for: str | None) -> None:
    """Give the person the place for these days."""
    values = {"user": user, "unit": doc.unit, "valid_from": doc.valid_from, "valid_to": doc.valid_to}
    values |= {"substitute_for": substitute_for, "reason": doc.reason}
    assignment = frappe.get_doc({"doctype": "Territorial Assignment", **values})
    assignment.insert(ignore_permissions=True)  # this document's own rules decided; it may do nothing else
    doc.db_set("assignment", assignment.name, update_modified=False)
    record("stand_in_named", doc, user=user, role=doc.role, valid_to=as_day(doc.valid_to))


def end_assignment(doc: Document) -> None:
    """End the place with the document."""
    before = doc.get_doc_before_save()
    if before and getdate(before.valid_to) != getdate(doc.valid_to) and doc.assignment:
        frappe.get_doc("Territorial Assignment", doc.assignment).db_set("valid_to", doc.valid_to)
        frappe.clear_cache(user=doc.get("to_user") or doc.get("user"))
        record("stand_in_ended", doc, valid_to=as_day(doc.valid_to))


def refuse_delete(doc: Document) -> None:
    """It is on the steps that were taken by it."""
    _refuse(_("This is kept for the record. End it by its last day."))


def _refuse(message: str) -> NoReturn:
    frappe.throw(message, StandInRefused, title=_("Standing In"))
