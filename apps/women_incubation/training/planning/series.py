"""A series of sessions from a timetable: looked at first, then made all at once.

The timetable says on which weekdays and at what hours the group meets. Modules are taken in the order given:
a module is over when its minutes are used up; sessions that it had already count. Public holidays are left
out unless the timetable says otherwise.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, format_date

from women_incubation.training.errors import SessionClash, TimetableRefused
from women_incubation.training.fold import DID_NOT_HAPPEN
from women_incubation.training.planning.at_once import start_over_if_not_alone
from women_incubation.training.planning.clashes import Clash, Slot, clashes_of
from women_incubation.training.planning.days import holiday_on, warnings_for
from women_incubation.training.planning.order import order_warnings
from women_incubation.training.register import minutes_between

MOST_SESSIONS = 120
LONGEST_PERIOD = 366  # days


@dataclass(frozen=True, slots=True)
class Meeting:
    """A weekday (0 is Monday) and the hours of it."""

    weekday: int
    start: timedelta
    end: timedelta


@dataclass(frozen=True, slots=True)
class Timetable:
    """When a group meets for which modules, with whom and where."""

    group: Document
    trainer: str
    place: str
    first: date
    last: date
    meetings: tuple[Meeting, ...]
    modules: tuple[str, ...]
    skip_holidays: bool = True
    clash_reason: str = ""


@dataclass(frozen=True, slots=True)
class Planned:
    """One session of the series, what stands in its way, and what is to be known about its day."""

    slot: Slot
    module: str
    clashes: tuple[Clash, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """What follows from a timetable."""

    sessions: list[Planned]
    skipped: list[tuple[date, str]] = field(default_factory=list)
    unfinished: dict[str, int] = field(default_factory=dict)  # minutes still to be planned, by module


def plan_series(timetable: Timetable) -> Series:
    """The sessions that the timetable makes, in order; nothing is written. Raises TimetableRefused."""
    check_timetable(timetable)
    remaining = remaining_minutes(timetable)
    skipped: list[tuple[date, str]] = []
    chosen = list(sessions_in_order(timetable, remaining, skipped))
    if not chosen:
        frappe.throw(_("No session follows from this timetable: look at days and modules."), TimetableRefused)
    by_slot: dict[Slot, list[Clash]] = {}
    for clash in clashes_of([slot for slot, _module in chosen]):
        by_slot.setdefault(clash.slot, []).append(clash)
    order = order_warnings(timetable.group.name, [(slot.day, slot.start, module) for slot, module in chosen])
    planned = [
        Planned(
            slot,
            module,
            tuple(by_slot.get(slot, ())),
            (*warnings_for(slot.day, slot.start, slot.end), *warnings),
        )
        for (slot, module), warnings in zip(chosen, order, strict=True)
    ]
    return Series(planned, skipped, {module: left for module, left in remaining.items() if left > 0})


def create_series(timetable: Timetable) -> list[str]:
    """Insert the sessions of the series in this transaction: all of them, or none. Returns their names.

    Raises as `plan_series`, SessionClash unless the timetable says why, whatever a session refuses, and
    TryAgain when somebody planned the same hall or trainer at the same moment.
    """
    series = plan_series(timetable)
    blocking = [clash for session in series.sessions for clash in session.clashes if clash.blocking]
    if blocking and not timetable.clash_reason:
        refuse_clashes(blocking)
    names = [insert_session(timetable, session) for session in series.sessions]
    start_over_if_not_alone([session.slot for session in series.sessions])
    return names


def insert_session(timetable: Timetable, planned: Planned) -> str:
    """One session of the series."""
    slot = planned.slot
    session = frappe.get_doc(
        {
            "doctype": "Training Session",
            "training_group": slot.group,
            "module": planned.module,
            "trainer": slot.trainer,
            "session_date": slot.day,
            "start_time": slot.start,
            "end_time": slot.end,
            "place": timetable.place or None,
            "clash_reason": timetable.clash_reason if any(c.blocking for c in planned.clashes) else None,
        }
    )
    session.flags.in_series = True  # its clashes and warnings were shown with the series
    return session.insert().name


def refuse_clashes(clashes: list[Clash]) -> None:
    """Say what is in the way, day by day."""
    lines = [f"{format_date(clash.slot.day)}: {clash.message}" for clash in clashes[:5]]
    frappe.throw(
        "<br>".join([*lines, _("Choose other times, or say why it is planned all the same.")]), SessionClash
    )


def check_timetable(timetable: Timetable) -> None:
    """Raise TimetableRefused for what cannot make a series."""
    if timetable.last < timetable.first or (timetable.last - timetable.first).days > LONGEST_PERIOD:
        frappe.throw(_("A series runs from one day to a later one, at most a year on."), TimetableRefused)
    if not timetable.meetings or not timetable.modules:
        frappe.throw(_("Say on which weekdays the group meets, and for which modules."), TimetableRefused)
    for one in timetable.meetings:
        if one.end <= one.start:
            frappe.throw(_("A session ends after it starts, and lasts at most 12 hours."), TimetableRefused)
        for other in timetable.meetings:
            same_day = one is not other and one.weekday == other.weekday
            if same_day and one.start < other.end and other.start < one.end:
                frappe.throw(_("Two lines of the timetable overlap."), TimetableRefused)


def remaining_minutes(timetable: Timetable) -> dict[str, int]:
    """How many minutes of each module are still to be planned, in the order given."""
    rows = frappe.get_all(
        "Capacity Building Module",
        filters={"name": ["in", list(timetable.modules)]},
        fields=["name", "duration_minutes"],
    )
    duration = {row.name: row.duration_minutes for row in rows}
    for row in frappe.get_all(
        "Training Session",
        filters={"training_group": timetable.group.name, "status": ["!=", DID_NOT_HAPPEN]},
        fields=["module", "start_time", "end_time"],
    ):
        if row.module in duration:
            duration[row.module] -= minutes_between(row.start_time, row.end_time)
    return {name: duration[name] for name in timetable.modules if name in duration}


def sessions_in_order(
    timetable: Timetable, remaining: dict[str, int], skipped: list[tuple[date, str]]
) -> Iterator[tuple[Slot, str]]:
    """A slot and its module for each meeting until the modules are over; takes from `remaining`."""
    for count, (day, meeting) in enumerate(meetings_of(timetable, skipped)):
        module = next((name for name, left in remaining.items() if left > 0), None)
        if module is None:
            return
        if count >= MOST_SESSIONS:
            frappe.throw(_("A series has at most {0} sessions.").format(MOST_SESSIONS), TimetableRefused)
        remaining[module] -= minutes_between(meeting.start, meeting.end)
        yield slot_of(timetable, day, meeting), module


def meetings_of(timetable: Timetable, skipped: list[tuple[date, str]]) -> Iterator[tuple[date, Meeting]]:
    """The days and hours of the timetable in order; holidays go into `skipped`."""
    by_weekday: dict[int, list[Meeting]] = {}
    for meeting in sorted(timetable.meetings, key=lambda meeting: meeting.start):
        by_weekday.setdefault(meeting.weekday, []).append(meeting)
    for number in range((timetable.last - timetable.first).days + 1):
        day = timetable.first + timedelta(days=number)
        meetings = by_weekday.get(day.weekday(), [])
        holiday = holiday_on(day) if meetings and timetable.skip_holidays else None
        if holiday:
            skipped.append((day, holiday))
        else:
            yield from ((day, meeting) for meeting in meetings)


def slot_of(timetable: Timetable, day: date, meeting: Meeting) -> Slot:
    """The meeting of one day."""
    group = timetable.group
    place = cstr(timetable.place or group.place).strip()
    return Slot(day, meeting.start, meeting.end, timetable.trainer, place, group.name, group.unit)
