"""A coordinator's groups on a phone: who is in them, what is left to hold, who is absent often."""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.territory.reporting import scoped_rows
from women_incubation.training.fold import ABSENT, CLOSED, EXCUSED
from women_incubation.training.gate import attended_minutes
from women_incubation.training.overview import clock
from women_incubation.training.permissions import may_resolve
from women_incubation.training.register import minutes_between

MOST_GROUPS = 200
NOT_HELD = "Did Not Happen"
FIELDS = ["name", "group_name", "unit", "place", "status", "start_date", "end_date", "capacity"]
SESSION_FIELDS = ["name", "session_date", "start_time", "end_time", "status"]
SESSION_FIELDS += ["module.title_fr as module_title_fr", "module.title_ar as module_title_ar"]


def require_coordinator() -> None:
    """Raise PermissionError for who does not coordinate."""
    if not may_resolve(frappe.session.user):
        frappe.throw(_("This page is for coordinators."), frappe.PermissionError)


def groups_seen() -> list[dict]:
    """[{FIELDS, women, left, sessions, closed}] of the groups that the user sees, the newest first.

    `left` is how many places are free, `sessions` all but those that did not happen. Three queries.
    """
    groups = frappe.get_list(
        "Training Group", fields=FIELDS, order_by="start_date desc, name desc", limit=MOST_GROUPS
    )
    women, sessions = members_now(groups), sessions_by_group(groups)
    for group in groups:
        counted = sessions.get(group.name, {})
        group.women = women.get(group.name, 0)
        group.left = max(group.capacity - group.women, 0)
        group.sessions = sum(number for status, number in counted.items() if status != NOT_HELD)
        group.closed = counted.get(CLOSED, 0)
    return groups


def members_now(groups: Iterable[dict]) -> dict[str, int]:
    """Group -> how many women are in it and have not left."""
    rows = frappe.get_all(
        "Training Group Member",
        filters={
            "parenttype": "Training Group",
            "parent": ["in", names_of(groups)],
            "left_on": ["is", "not set"],
        },
        fields=["parent", {"COUNT": "name", "as": "women"}],
        group_by="parent",
    )
    return {row.parent: row.women for row in rows}


def sessions_by_group(groups: Iterable[dict]) -> dict[str, dict[str, int]]:
    """Group -> status -> how many sessions."""
    rows = frappe.get_all(
        "Training Session",
        filters={"training_group": ["in", names_of(groups)]},
        fields=["training_group", "status", {"COUNT": "name", "as": "sessions"}],
        group_by="training_group, status",
    )
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in rows:
        found[row.training_group][row.status] = row.sessions
    return found


def names_of(groups: Iterable[dict]) -> list[str]:
    """Their names, for a filter."""
    return [group.name for group in groups] or [""]


def group_page(name: str) -> dict:
    """A group: {FIELDS, women: [...], left, waiting, sessions, held_minutes, planned_minutes, trainers}.

    A woman is {beneficiary, name, name_ar, phone, left_on, held_minutes, attended_minutes, absences, often};
    who is absent most comes first. Raises PermissionError. The number of queries is fixed.
    """
    group = frappe.get_doc("Training Group", name)
    group.check_permission("read")
    sessions = sessions_of(name)
    members = members_of(group, sessions)
    here = [woman for woman in members if not woman["left_on"]]
    return {field: group.get(field) for field in FIELDS} | {
        "women": members,
        "left": max(group.capacity - len(here), 0),
        "waiting": women_waiting(group.unit),
        "sessions": sessions,
        "held_minutes": sum(row.minutes for row in sessions if row.status == CLOSED),
        "planned_minutes": sum(row.minutes for row in sessions if row.status != NOT_HELD),
        "trainers": trainers_named([row.trainer for row in group.trainers]),
    }


def sessions_of(group: str) -> list[frappe._dict]:
    """The sessions in order of time, with their module's titles and their length in minutes."""
    rows = frappe.get_all(
        "Training Session",
        filters={"training_group": group},
        fields=SESSION_FIELDS,
        order_by="session_date asc, start_time asc",
        limit=0,
    )
    for row in rows:
        row.minutes = minutes_between(row.start_time, row.end_time)
        row.start_time, row.end_time = clock(row.start_time), clock(row.end_time)
    return rows


def members_of(group: Document, sessions: list[frappe._dict]) -> list[dict]:
    """Everybody who is or was in the group, with her hours in its closed sessions."""
    people = people_of([row.beneficiary for row in group.members])
    closed = [row for row in sessions if row.status == CLOSED]
    marks = marks_in([row.name for row in closed])
    allowed = frappe.get_cached_value("Training Path", group.path, "absences_before_alert") or 0
    women = []
    for row in group.members:
        expected = [
            one for one in closed if row.joined_on <= one.session_date <= (row.left_on or one.session_date)
        ]
        hours = hours_in(expected, marks.get(row.beneficiary, {}))
        often = bool(allowed and hours["absences"] >= allowed)
        women.append(people[row.beneficiary] | {"left_on": row.left_on, "often": often} | hours)
    return sorted(women, key=lambda woman: (bool(woman["left_on"]), -woman["absences"], woman["name"]))


def hours_in(sessions: list[frappe._dict], marks: dict[str, frappe._dict]) -> dict:
    """{held_minutes, attended_minutes, excused, absences}: not marked is absent, as at the gate."""
    absent = frappe._dict(status=ABSENT, late_minutes=0)
    seen = [(session.minutes, marks.get(session.name, absent)) for session in sessions]
    return {
        "held_minutes": sum(minutes for minutes, _mark in seen),
        "attended_minutes": sum(
            attended_minutes(minutes, mark.status, mark.late_minutes) for minutes, mark in seen
        ),
        "excused": sum(mark.status == EXCUSED for _minutes, mark in seen),
        "absences": sum(mark.status == ABSENT for _minutes, mark in seen),
    }


def people_of(beneficiaries: list[str]) -> dict[str, dict]:
    """Woman -> her names, and her phone if the user may open her file: she may have moved elsewhere since."""
    query = """
        select name as beneficiary, full_name as name, full_name_ar as name_ar,
            if({scope}, phone, null) as phone
        from tabBeneficiary where name in %(women)s
    """
    rows = scoped_rows("Beneficiary", query, {"women": beneficiaries or [""]})
    return {row.beneficiary: row for row in rows}


def marks_in(sessions: list[str]) -> dict[str, dict[str, frappe._dict]]:
    """Woman -> session -> her mark."""
    rows = frappe.get_all(
        "Session Attendance",
        filters={"training_session": ["in", sessions or [""]]},
        fields=["training_session", "beneficiary", "status", "late_minutes"],
        limit=0,
    )
    found: dict[str, dict[str, frappe._dict]] = defaultdict(dict)
    for row in rows:
        found[row.beneficiary][row.training_session] = row
    return found


def women_waiting(unit: str) -> int:
    """How many women of the unit wait for a place in the selections that the user sees."""
    query = """
        select count(*) as women from `tabSelection Row`
        join `tabTerritorial Unit` here on here.name = %(unit)s
        join `tabTerritorial Unit` hers on hers.name = `tabSelection Row`.unit
        where `tabSelection Row`.status = 'Waiting' and {scope}
            and hers.lft between here.lft and here.rgt
    """
    return scoped_rows("Selection Row", query, {"unit": unit})[0].women


def trainers_named(users: list[str]) -> list[dict]:
    """[{user, full_name, phone}] of the trainers, to write or to call."""
    return frappe.get_all(
        "User",
        filters={"name": ["in", users or [""]]},
        fields=["name as user", "full_name", "mobile_no as phone"],
        order_by="full_name",
    )
