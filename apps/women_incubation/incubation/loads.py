"""Who could take on a project, the least loaded and the nearest first, and why."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import frappe
from frappe import _
from frappe.query_builder.functions import Count
from frappe.utils import today

from women_incubation.incubation.roles import COACH, EVALUATOR

COACHED_STATES = ("Contracted", "In Incubation", "Activity Started")


@dataclass(frozen=True)
class Candidate:
    """Somebody who could take the task: how much they carry already, where they work, and why (not)."""

    user: str
    full_name: str
    load: int  # open evaluations, or projects being coached
    office: str  # the nearest unit to which they are assigned
    width: int  # how much of the tree that unit covers: the least is the nearest
    reason: str = ""

    def as_row(self) -> dict:
        """For an answer over HTTP."""
        return asdict(self)


def staff_covering(role: str, unit: str) -> list[dict]:
    """Enabled users with the role, each with the nearest unit assigned to them today that covers `unit`.

    Rows of user, full_name, office, width. One query.
    """
    user, has_role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
    assignment = frappe.qb.DocType("Territorial Assignment")
    office, place = frappe.qb.DocType("Territorial Unit").as_("office"), frappe.qb.DocType("Territorial Unit")
    query = (
        frappe.qb.from_(user)
        .join(has_role)
        .on((has_role.parent == user.name) & (has_role.parenttype == "User") & (has_role.role == role))
        .join(assignment)
        .on((assignment.user == user.name) & (assignment.valid_from <= today()))
        .join(office)
        .on(office.name == assignment.unit)
        .join(place)
        .on((office.lft <= place.lft) & (office.rgt >= place.rgt))
        .select(user.name, user.full_name, office.name.as_("office"), (office.rgt - office.lft).as_("width"))
        .where((user.enabled == 1) & (place.name == unit))
        .where(assignment.valid_to.isnull() | (assignment.valid_to >= today()))
        .orderby(office.rgt - office.lft, user.name)
    )
    nearest: dict[str, dict] = {}
    for row in query.run(as_dict=True):
        nearest.setdefault(row.name, row)
    return list(nearest.values())


def open_evaluations() -> dict[str, int]:
    """Evaluator -> how many evaluations they have begun or been given and not finished."""
    return _count("Proposal Evaluation", "evaluator", "status", ("Draft",))


def coached_projects() -> dict[str, int]:
    """Coach -> how many projects they accompany now."""
    return _count("Project Proposal", "coach", "workflow_state", COACHED_STATES)


def _count(doctype: str, person: str, field: str, values: tuple[str, ...]) -> dict[str, int]:
    table = frappe.qb.DocType(doctype)
    query = frappe.qb.from_(table).select(table[person], Count(table.name)).groupby(table[person])
    return dict(query.where(table[field].isin(values) & table[person].isnotnull()).run())


def evaluator_candidates(unit: str) -> list[Candidate]:
    """Every evaluator of this place, the least loaded first."""
    return candidates(EVALUATOR, unit, open_evaluations(), _("{0} open evaluations, works in {1}."))


def coach_candidates(unit: str) -> list[Candidate]:
    """Every coach of this place: the least loaded first, of two as loaded the one who works nearest."""
    return candidates(COACH, unit, coached_projects(), _("{0} projects being accompanied, works in {1}."))


def candidates(role: str, unit: str, loads: dict[str, int], sentence: str) -> list[Candidate]:
    """Staff of the role with their loads, in order. `sentence` says load and office."""
    found = []
    for row in staff_covering(role, unit):
        load = loads.get(row.name, 0)
        reason = sentence.format(load, office_name(row.office))
        found.append(Candidate(row.name, row.full_name, load, row.office, int(row.width), reason))
    return sorted(found, key=lambda one: (one.load, one.width, one.user))


def office_name(unit: str) -> str:
    """A unit's name in the reader's language."""
    names = frappe.get_cached_value("Territorial Unit", unit, ["name_fr", "name_ar"], as_dict=True)
    return (names.name_ar if frappe.local.lang == "ar" else names.name_fr) or unit
