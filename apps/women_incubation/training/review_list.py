"""The events that wait for a coordinator, with what the table says now; and many answered at once."""

from collections.abc import Collection
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import strip_html

from women_incubation.training.errors import BatchRefused
from women_incubation.training.overview import clock, iso, rows_of
from women_incubation.training.review import RESOLUTIONS, resolve_event

MOST_SHOWN = 200
MOST_ANSWERED = 100


@dataclass(frozen=True, slots=True)
class Resolved:
    """What became of one event: accepted, dismissed, or refused with the reason."""

    name: str
    outcome: str
    message: str = ""


def waiting_events(group: str = "") -> dict:
    """The events of the user's territory that wait, the oldest first, in a fixed number of queries.

    `events` holds at most 200; `more` says whether there are others.
    """
    filters: dict = {"needs_review": 1}
    if group:
        sessions = frappe.get_all("Training Session", filters={"training_group": group}, pluck="name")
        filters["training_session"] = ["in", sessions or [""]]
    events = frappe.get_list(
        "Attendance Event",
        filters=filters,
        fields=[
            "name", "training_session", "beneficiary", "kind", "status", "late_minutes", "reason", "outcome",
            "held_back", "recorded_by", "device", "creation",
        ],
        order_by="creation asc",
        limit_page_length=MOST_SHOWN + 1,
    )  # fmt: skip
    shown = events[:MOST_SHOWN]
    known = Known(
        rows=rows_of(list({event.training_session for event in shown})),
        sessions=sessions_named({event.training_session for event in shown}),
        people=people_named({event.beneficiary for event in shown if event.beneficiary}),
    )
    return {"more": len(events) > MOST_SHOWN, "events": [event_entry(event, known) for event in shown]}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the events: the table's rows, the sessions, the women's names."""

    rows: dict[str, dict[str, frappe._dict]]
    sessions: dict[str, frappe._dict]
    people: dict[str, str]


def sessions_named(names: Collection[str]) -> dict[str, frappe._dict]:
    """Day, hour, state and group of these sessions, in one query."""
    session, group = frappe.qb.DocType("Training Session"), frappe.qb.DocType("Training Group")
    query = (
        frappe.qb.from_(session)
        .join(group)
        .on(group.name == session.training_group)
        .select(session.name, session.session_date, session.start_time, session.status)
        .select(session.training_group, group.group_name)
        .where(session.name.isin(list(names) or [""]))
    )
    return {row.name: row for row in query.run(as_dict=True)}


def people_named(beneficiaries: Collection[str]) -> dict[str, str]:
    """The names of these women in the user's script, in one query."""
    name = "full_name_ar" if frappe.local.lang == "ar" else "full_name"
    filters = {"name": ["in", list(beneficiaries) or [""]]}
    return dict(frappe.get_all("Beneficiary", filters=filters, fields=["name", name], as_list=True))


def event_entry(event: frappe._dict, known: Known) -> dict:
    """One waiting event as the page shows it; `now` is the woman's row in the table."""
    session = known.sessions[event.training_session]
    row = known.rows.get(event.training_session, {}).get(event.beneficiary)
    mark = ("status", "late_minutes", "reason")
    return {
        "name": event.name,
        "session": session.name,
        "session_date": session.session_date.isoformat(),
        "start_time": clock(session.start_time),
        "session_status": session.status,
        "group": session.training_group,
        "group_name": session.group_name,
        "beneficiary": event.beneficiary,
        "full_name": known.people.get(event.beneficiary, ""),
        "said": {"kind": event.kind, **{key: event[key] for key in mark}},
        "now": row and {key: row[key] for key in mark},
        "why": why(event),
        "recorded_by": event.recorded_by,
        "device": event.device,
        "received_at": iso(event.creation),
    }


def why(event: frappe._dict) -> str:
    """Why it waits, as a sentence."""
    if event.outcome == "Late":
        return _("It came after the session was closed.")
    if event.held_back:
        return _("The person was not in the group that day.")
    return _("Somebody else recorded something different.")


def resolve_events(names: list[str], action: str, reason: str) -> list[Resolved]:
    """Answer many waiting events alike; one that is refused spoils no other.

    Raises BatchRefused for a list that is none, and the conflict errors that the request boundary retries.
    """
    if not isinstance(names, list) or not 0 < len(names) <= MOST_ANSWERED:
        frappe.throw(_("Choose 1 to {0} events at once.").format(MOST_ANSWERED), BatchRefused)
    return [resolve_one(str(name), action, reason) for name in names]


def resolve_one(name: str, action: str, reason: str) -> Resolved:
    """Answer one event in a savepoint of its own."""
    frappe.db.savepoint("resolve_one")
    try:
        resolve_event(name, action, reason)
    except (frappe.ValidationError, frappe.PermissionError) as error:
        frappe.db.rollback(save_point="resolve_one")
        frappe.clear_last_message()
        return Resolved(name, "refused", strip_html(str(error)))
    return Resolved(name, RESOLUTIONS[action].lower())
