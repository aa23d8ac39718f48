"""What a coordinator does about events that wait, and about a table that is wrong.

A coordinator never edits a row or an event. Accepting one appends a correction that says the same and comes
after everything known; dismissing one leaves the table as it is. Both need a reason, are marked on the event
they answer, and are recorded in the audit chain of the session.
"""

import uuid

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now

from women_incubation.audit.entries import record
from women_incubation.training import outcome
from women_incubation.training.errors import AlreadyResolved, InvalidEvent, ReasonMissing, SessionFrozen
from women_incubation.training.fold import CORRECTION, DID_NOT_HAPPEN, Event
from women_incubation.training.incoming import LONGEST_REASON, digest, parse_mark, parse_reason
from women_incubation.training.meeting import check_possible
from women_incubation.training.permissions import may_resolve
from women_incubation.training.register import Recorded, Register, open_registers
from women_incubation.training.register_writer import write_registers

ACCEPT = "accept"
RESOLUTIONS = {ACCEPT: "Accepted", "dismiss": "Dismissed"}
DESK = "desk"  # the "device" of what a coordinator decides


def resolve_event(name: str, action: str, reason: str) -> None:
    """Answer an event that waits: `accept` makes it what the table says, `dismiss` leaves the table.

    Raises PermissionError, frappe.DoesNotExistError, ReasonMissing, AlreadyResolved, SessionFrozen, and the
    conflict errors that the request boundary retries.
    """
    if action not in RESOLUTIONS:
        frappe.throw(_("Say whether to accept or to dismiss it."))
    reason = checked_reason(reason)
    event = frappe.get_doc("Attendance Event", name)
    register = register_for_correction(event.training_session)
    if event.client_uuid not in register.waits:
        frappe.throw(_("This event does not wait for a decision any more."), AlreadyResolved)
    if action == ACCEPT:
        add_correction(register, correction_that_says(event, register), reason, corrected=event.name)
    store_resolution(event, RESOLUTIONS[action], reason)
    register.resolve(event.client_uuid)
    write_registers([register], frappe.session.user)
    audit(register, "attendance_resolved", event=event.client_uuid, resolution=RESOLUTIONS[action])


def correct_mark(
    session: str, beneficiary: str, status: str, late_minutes: int, reason: str, correction_reason: str
) -> None:
    """Say what the table says of one woman, in an open or a closed session.

    `reason` is hers (why she was excused or late), `correction_reason` is why the table was wrong.
    Raises PermissionError, ReasonMissing, InvalidEvent, SessionFrozen.
    """
    correction_reason = checked_reason(correction_reason)
    said = {"beneficiary": beneficiary, "status": status, "late_minutes": late_minutes}
    register = register_for_correction(session)
    refuse_when_cancelled(register)
    try:
        event = correction(register, parse_reason({"reason": reason}, required=False), **parse_mark(said))
        check_possible(event, register)
    except InvalidEvent as error:
        frappe.throw(str(error), InvalidEvent)
    add_correction(register, event, correction_reason)
    write_registers([register], frappe.session.user)
    audit(register, "attendance_corrected", event=event.uuid, beneficiary=beneficiary)


def checked_reason(reason: str) -> str:
    """The reason as plain text. Raises ReasonMissing."""
    try:
        return parse_reason({"reason": reason}, required=True)
    except InvalidEvent:
        sentence = _("Give a reason of at most {0} characters: it stays in the history.")
        frappe.throw(sentence.format(LONGEST_REASON), ReasonMissing)


def register_for_correction(session: str) -> Register:
    """The register of a session in the user's territory. Raises PermissionError unless a coordinator asks."""
    user = frappe.session.user
    registers = open_registers([session], user) if may_resolve(user) else {}
    if session not in registers:
        frappe.throw(_("Only a coordinator of its territory corrects a session."), frappe.PermissionError)
    return registers[session]


def refuse_when_cancelled(register: Register) -> None:
    """Nobody attended what a coordinator declared not to have happened."""
    if register.before.settled and register.before.status == DID_NOT_HAPPEN:
        frappe.throw(
            _("It was decided that this session did not happen: nobody can be marked in it."), SessionFrozen
        )


def correction_that_says(event: Document, register: Register) -> Event:
    """A correction with the content of a waiting event; a did-not-happen becomes one without a woman."""
    refuse_when_cancelled(register)
    if event.kind == DID_NOT_HAPPEN:
        return correction(register, event.reason)
    return correction(
        register,
        event.reason or "",
        beneficiary=event.beneficiary,
        status=event.status,
        late_minutes=event.late_minutes,
    )


def correction(register: Register, reason: str, **said: object) -> Event:
    """A correction that comes after everything known of the same woman, or of the session."""
    known = register.of_woman(said.get("beneficiary"))
    base_version = max((event.base_version + 1 for event in known), default=0)
    return Event(str(uuid.uuid4()), CORRECTION, reason=reason, base_version=base_version, **said)


def add_correction(register: Register, event: Event, reason: str, corrected: str | None = None) -> None:
    """Take a correction into the register."""
    recorded = Recorded(
        event=event,
        digest=digest(event, register.name),
        outcome=outcome.UPDATED if register.of_woman(event.beneficiary) else outcome.CREATED,
        device=DESK,
        device_time_utc=None,
        user=frappe.session.user,
        correction_reason=reason,
        corrected_event=corrected,
    )
    register.add(recorded)


def store_resolution(event: Document, resolution: str, reason: str) -> None:
    """Write the answer on the event it answers; nothing else of an event ever changes."""
    answer = {
        "resolution": resolution,
        "resolution_reason": reason,
        "resolved_by": frappe.session.user,
        "resolved_at": now(),
        "needs_review": 0,
    }
    frappe.db.set_value("Attendance Event", event.name, answer)


def audit(register: Register, action: str, **detail: object) -> None:
    """Record the decision in the chain of the session."""
    record(action, frappe.get_doc("Training Session", register.name), **detail)
