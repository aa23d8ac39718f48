"""Whether what has to be held before a module is held, or planned, before it."""

from collections.abc import Sequence
from datetime import date, timedelta

import frappe
from frappe import _

from women_incubation.training.fold import DID_NOT_HAPPEN
from women_incubation.training.path_rules import prerequisites_of

Moment = tuple[date, timedelta]
Meeting = tuple[date, timedelta, str]  # day, start, module


def order_warnings(group: str, meetings: Sequence[Meeting]) -> list[list[str]]:
    """For each meeting, what is to be said about modules that should come before its own; two queries."""
    needed = prerequisites_of({module for _day, _start, module in meetings})
    if not needed:
        return [[] for _meeting in meetings]
    first = first_moments(group, meetings)
    return [
        [
            _("The module {0} comes before {1}, and is neither held nor planned before this day.").format(
                before, module
            )
            for before in sorted(needed.get(module, ()))
            if first.get(before, (date.max, timedelta())) >= (day, start)
        ]
        for day, start, module in meetings
    ]


def first_moments(group: str, meetings: Sequence[Meeting]) -> dict[str, Moment]:
    """When each module begins in the group, these meetings counted in."""
    rows = frappe.get_all(
        "Training Session",
        filters={"training_group": group, "status": ["!=", DID_NOT_HAPPEN]},
        fields=["module", "session_date", "start_time"],
    )
    known = [(row.session_date, row.start_time, row.module) for row in rows]
    first: dict[str, Moment] = {}
    for day, start, module in (*known, *meetings):
        first[module] = min((day, start), first.get(module, (day, start)))
    return first
