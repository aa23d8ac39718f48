"""What the field app and the Desk ask of training: parse, authorise, call one service.

Every argument has a default, so that a missing one meets the service's clear refusal and not a server error.
"""

from datetime import UTC, date, datetime

import frappe
from frappe import _
from frappe.rate_limiter import rate_limit

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.training import feedback, own_training, review
from women_incubation.training.errors import DatesRefused
from women_incubation.training.events import take_batch
from women_incubation.training.faces import faces_of_session
from women_incubation.training.meeting import Answer
from women_incubation.training.overview import row_now, sessions_between, states_now
from women_incubation.training.permissions import require_marker
from women_incubation.training.register import Register

MOST_LOOKS, IN_SECONDS = 60, 600  # at the portraits of one session, from one network address


@frappe.whitelist(methods=["GET"])
def my_sessions(from_date: str = "", to_date: str = "") -> dict:
    """The sessions that the user may mark between two dates (ISO), each with its roster."""
    user = require_marker()
    sessions = sessions_between(parse_date(from_date), parse_date(to_date), user)
    return {"server_time_utc": utc_now(), "sessions": sessions}


@frappe.whitelist(methods=["GET"])
@rate_limit(key="session", limit=MOST_LOOKS, seconds=IN_SECONDS)
def faces(session: str = "") -> dict:
    """{faces: [{beneficiary, version, picture}]}: small portraits of the women who agreed to be shown."""
    return {"faces": faces_of_session(session, require_marker())}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def sync(events: list | None = None, device: str = "") -> dict:
    """Take in a batch of attendance events; see docs/attendance-protocol.md."""
    taken = take_batch(events, require_marker(), device)
    return {
        "server_time_utc": utc_now(),
        "answers": [answer_entry(answer, taken.registers) for answer in taken.answers],
        "sessions": states_now(taken.registers.values()),
    }


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def resolve_event(name: str = "", action: str = "", reason: str = "") -> None:
    """A coordinator accepts or dismisses an event that waits."""
    review.resolve_event(name, action, reason)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def correct_mark(
    session: str = "",
    beneficiary: str = "",
    status: str = "",
    late_minutes: int = 0,
    reason: str = "",
    correction_reason: str = "",
) -> None:
    """A coordinator says what the table says of one woman."""
    review.correct_mark(session, beneficiary, status, late_minutes, reason, correction_reason)


@frappe.whitelist(methods=["GET"])
def my_attendance() -> dict:
    """How far the woman who is logged in is on her training paths, and the sessions she was marked in."""
    return own_training.attendance_of(frappe.session.user)


@frappe.whitelist(methods=["GET"])
def my_certificates() -> list:
    """The certificates of the woman who is logged in."""
    return own_training.certificates_of(frappe.session.user)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def give_feedback(client_key: str = "", session: str = "", usefulness: int = 0, clarity: int = 0) -> dict:
    """What the woman who is logged in says of a session she was in, from 1 to 5; once."""
    content = {"session": session, "usefulness": usefulness, "clarity": clarity}
    return answer_once(client_key, "give_feedback", content, lambda: feedback.give_feedback(**content))


def answer_entry(answer: Answer, registers: dict[str, Register]) -> dict:
    """One answer as the protocol has it."""
    register = registers.get(answer.session)
    return {
        "uuid": answer.uuid,
        "outcome": answer.outcome,
        "message": answer.message,
        "row": row_now(register, answer.beneficiary) if register else None,
    }


def parse_date(text: str) -> date:
    """An ISO date. Raises DatesRefused."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        frappe.throw(_("Dates are written like 2026-03-02."), DatesRefused)


def utc_now() -> str:
    """The server's clock, ISO, UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
