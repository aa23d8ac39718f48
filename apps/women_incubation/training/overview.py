"""The sessions of a period with everybody who belongs to them: what a phone takes along into the hall."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

import frappe
from frappe import _

from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.people import portraits
from women_incubation.territory import access
from women_incubation.training.errors import DatesRefused, PeriodTooLong
from women_incubation.training.fold import Row
from women_incubation.training.permissions import COORDINATOR, sessions_trained
from women_incubation.training.register import Register
from women_incubation.training.roster import Member, rosters_of

LONGEST_PERIOD = 92  # days
MOST_SESSIONS = 300


def sessions_between(first: date, last: date, user: str) -> list[dict]:
    """The sessions that the user may mark from `first` to `last`, in order of time, in seven queries.

    A trainer gets those she trains, a coordinator all of the territory. Raises DatesRefused, and
    PeriodTooLong rather than leaving sessions out.
    """
    if last < first:
        frappe.throw(_("The period ends before it starts."), DatesRefused)
    if (last - first).days > LONGEST_PERIOD:
        frappe.throw(_("Ask for at most {0} days at once.").format(LONGEST_PERIOD), PeriodTooLong)
    sessions = markable_sessions(first, last, user)
    if len(sessions) > MOST_SESSIONS:
        frappe.throw(_("There are too many sessions in this period. Choose a shorter one."), PeriodTooLong)
    rosters = rosters_of({session.training_group for session in sessions})
    rows = rows_of([session.name for session in sessions])
    photos = portraits.marks_of({woman for roster in rosters.values() for woman in roster})
    return [
        session_entry(session, rosters.get(session.training_group, {}), rows.get(session.name, {}), photos)
        for session in sessions
    ]


def markable_sessions(first: date, last: date, user: str) -> list[frappe._dict]:
    """Sessions in the user's scope; without the coordinator's role only those she trains."""
    scope = access.scope_condition(user, "Training Session") or "1=1"
    mine = "1=1" if COORDINATOR in roles_by_assignment(user) else sessions_trained(user)
    return frappe.db.sql(
        f"""select `tabTraining Session`.name, training_group, g.group_name, module, c.title_ar, c.title_fr,
            session_date, start_time, end_time,
            coalesce(nullif(`tabTraining Session`.place, ''), g.place) place,
            `tabTraining Session`.status, version, closed_at, status_reason
        from `tabTraining Session`
        join `tabTraining Group` g on g.name = `tabTraining Session`.training_group
        join `tabCapacity Building Module` c on c.name = `tabTraining Session`.module
        where session_date between %(first)s and %(last)s and ({scope}) and ({mine})
        order by session_date, start_time, `tabTraining Session`.name limit %(most)s""",
        {"first": first, "last": last, "most": MOST_SESSIONS + 1},
        as_dict=True,
    )


def rows_of(sessions: list[str]) -> dict[str, dict[str, frappe._dict]]:
    """Attendance rows by session and beneficiary."""
    rows = frappe.get_all(
        "Session Attendance",
        filters={"training_session": ["in", sessions or [""]]},
        fields=["training_session", "beneficiary", "status", "late_minutes", "reason", "version"],
    )
    by_session: dict[str, dict[str, frappe._dict]] = {}
    for row in rows:
        by_session.setdefault(row.training_session, {})[row.beneficiary] = row
    return by_session


def session_entry(
    session: frappe._dict,
    roster: dict[str, Member],
    rows: dict[str, frappe._dict],
    photos: dict[str, str],
) -> dict:
    """A session as the field app reads it; `photo` is the mark of a portrait that the phone may ask for."""
    here = [
        member
        for member in roster.values()
        if member.was_there(session.session_date) or member.beneficiary in rows
    ]
    return {
        "name": session.name,
        "group": session.training_group,
        "group_name": session.group_name,
        "module": session.module,
        "module_title_ar": session.title_ar,
        "module_title_fr": session.title_fr,
        "session_date": session.session_date.isoformat(),
        "start_time": clock(session.start_time),
        "end_time": clock(session.end_time),
        "place": session.place,
        "status": session.status,
        "version": session.version,
        "closed_at": iso(session.closed_at),
        "status_reason": session.status_reason,
        "roster": [
            roster_entry(member, rows.get(member.beneficiary)) | {"photo": photos.get(member.beneficiary)}
            for member in here
        ],
    }


def roster_entry(member: Member, row: Row | frappe._dict | None) -> dict:
    """A woman with her mark, or without one yet (version 0)."""
    return {
        "beneficiary": member.beneficiary,
        "name": member.name,
        "name_ar": member.name_ar,
        "status": row.status if row else None,
        "late_minutes": row.late_minutes if row else 0,
        "reason": row.reason if row else "",
        "version": row.version if row else 0,
    }


def row_now(register: Register, beneficiary: str | None) -> dict | None:
    """Her roster entry after a batch, with its session; None for events about no woman, or an unknown one."""
    member = register.roster.get(beneficiary) if beneficiary else None
    if member is None:
        return None
    return roster_entry(member, register.after.rows.get(beneficiary)) | {"session": register.name}


def states_now(registers: Iterable[Register]) -> list[dict]:
    """Name, status and version of each session after a batch."""
    return [
        {"name": register.name, "status": register.after.status, "version": register.after.version}
        for register in registers
    ]


def clock(time: timedelta) -> str:
    """A time of day as 09:05."""
    minutes = int(time.total_seconds() // 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def iso(moment: datetime | None) -> str | None:
    """A time in the site's zone, or None."""
    return moment.isoformat(timespec="seconds") if moment else None
