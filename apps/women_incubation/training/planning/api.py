"""Planning as the Desk asks for it: a series looked at and made, a session cancelled, the calendar."""

from datetime import date, datetime

import frappe
from frappe import _

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.training.errors import PeriodTooLong, TimetableRefused
from women_incubation.training.overview import clock
from women_incubation.training.planning import cancelling
from women_incubation.training.planning.series import (
    Meeting,
    Planned,
    Series,
    Timetable,
    create_series,
    plan_series,
)
from women_incubation.training.typed_values import as_date, as_list, as_object, as_time

MOST_IN_CALENDAR = 1000


@frappe.whitelist(methods=["POST"])
def preview_series(timetable: dict | str | None = None) -> dict:
    """The sessions that a timetable makes, with what stands in their way; nothing is written."""
    return series_entry(plan_series(parse_timetable(timetable)))


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def make_series(client_key: str = "", timetable: dict | str | None = None) -> dict:
    """Make the sessions of a timetable, all or none; sent again with its key, the same answer."""

    def work() -> dict:
        return {"sessions": create_series(parse_timetable(timetable))}

    return answer_once(client_key, "make_series", {"timetable": as_object(timetable)}, work)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def cancel_session(name: str = "", reason: str = "") -> None:
    """A coordinator says beforehand that a session does not happen."""
    cancelling.cancel_session(name, reason)


@frappe.whitelist(methods=["GET"])
def calendar_events(start: str = "", end: str = "", filters: str | list | None = None) -> list:
    """The sessions between two moments as the Desk's calendar takes them. Raises PeriodTooLong."""
    days = [as_date(start), as_date(end)]
    found = frappe.get_list(
        "Training Session",
        filters=[*as_list(filters), ["Training Session", "session_date", "between", days]],
        fields=[
            "name", "training_group", "training_group.group_name", "module", "place", "status",
            "session_date", "start_time", "end_time",
        ],
        limit_page_length=MOST_IN_CALENDAR + 1,
    )  # fmt: skip
    if len(found) > MOST_IN_CALENDAR:
        frappe.throw(_("There are too many sessions in this period. Choose a shorter one."), PeriodTooLong)
    return [
        {
            "name": row.name,
            "title": " · ".join(filter(None, (row.group_name, row.module, row.place))),
            "start": moment(row.session_date, row.start_time),
            "end": moment(row.session_date, row.end_time),
            "status": row.status,
        }
        for row in found
    ]


def moment(day: date, time: object) -> str:
    """A day and a time of it, in the site's zone."""
    return (datetime.combine(day, datetime.min.time()) + time).isoformat(sep=" ")


def parse_timetable(sent: object) -> Timetable:
    """A timetable as a client sends it. Raises TimetableRefused, DatesRefused, PermissionError.

    {group, trainer, place, from_date, to_date, skip_holidays, clash_reason, modules: [code],
    meetings: [{weekday: 0 to 6, start, end}]}
    """
    sent = as_object(sent)
    if sent is None:
        frappe.throw(_("Send a timetable."), TimetableRefused)
    sent = frappe._dict(sent)
    group = frappe.get_doc("Training Group", str(sent.group or ""))
    group.check_permission("write")
    return Timetable(
        group=group,
        trainer=str(sent.trainer or ""),
        place=str(sent.place or ""),
        first=as_date(sent.from_date),
        last=as_date(sent.to_date),
        meetings=tuple(parse_meeting(row) for row in listed(sent.meetings)),
        modules=tuple(dict.fromkeys(str(module) for module in listed(sent.modules))),
        skip_holidays=bool(sent.get("skip_holidays", True)),
        clash_reason=str(sent.clash_reason or "").strip(),
    )


def listed(value: object) -> list:
    """A list, and an empty one of anything else."""
    return value[:100] if isinstance(value, list) else []


def parse_meeting(row: object) -> Meeting:
    """A weekday with its hours. Raises TimetableRefused."""
    weekday = row.get("weekday") if isinstance(row, dict) else None
    if isinstance(weekday, bool) or not isinstance(weekday, int) or not 0 <= weekday <= 6:
        frappe.throw(_("A weekday is a number from 0 (Monday) to 6 (Sunday)."), TimetableRefused)
    return Meeting(weekday, as_time(row.get("start")), as_time(row.get("end")))


def series_entry(series: Series) -> dict:
    """A series as the Desk shows it."""
    return {
        "sessions": [session_entry(planned) for planned in series.sessions],
        "skipped": [{"session_date": day.isoformat(), "reason": reason} for day, reason in series.skipped],
        "unfinished": [
            {"module": module, "minutes": minutes} for module, minutes in series.unfinished.items()
        ],
    }


def session_entry(planned: Planned) -> dict:
    """One session of the series."""
    slot = planned.slot
    return {
        "session_date": slot.day.isoformat(),
        "start_time": clock(slot.start),
        "end_time": clock(slot.end),
        "module": planned.module,
        "clashes": [
            {
                "kind": clash.kind,
                "blocking": clash.blocking,
                "message": clash.message,
                "session": clash.session,
            }
            for clash in planned.clashes
        ],
        "warnings": list(planned.warnings),
    }
