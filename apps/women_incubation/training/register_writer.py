"""Write what was added to registers: events, rows and the sessions' state, in a fixed number of queries.

Written in bulk, past the controllers, which refuse every other writer.
"""

from collections.abc import Iterable
from datetime import UTC, datetime

import frappe
from frappe.utils import now

from women_incubation.audit.bulk_rows import inserted, stamp
from women_incubation.training.errors import SessionChangedMeanwhile
from women_incubation.training.fold import CLOSED, Row
from women_incubation.training.register import Recorded, Register
from women_incubation.training.stage import ask_for_stages


def write_registers(registers: Iterable[Register], user: str) -> None:
    """Write the registers in which something changed, and give each of them its table `after`."""
    changed = [register for register in registers if register.new or register.answered]
    if not changed:
        return
    for register in changed:
        register.finish()
    written = stamp(user)
    insert_events(changed, written)
    write_flags(changed)
    remove_rows(changed)
    insert_rows(changed, written)
    update_rows(changed, user)
    write_sessions(changed, user)
    if any(may_move_somebody(register) for register in changed):
        ask_for_stages()


def insert_events(registers: list[Register], written: dict) -> None:
    """Append the new events."""
    received = datetime.now(UTC).replace(tzinfo=None)
    rows = [
        written | {"received_at_utc": received} | event_values(recorded, register)
        for register in registers
        for recorded in register.new
    ]
    if not rows:
        return
    if not inserted("Attendance Event", rows):  # the same uuid came for another session just now
        raise SessionChangedMeanwhile("An identifier was taken by somebody else")


def event_values(recorded: Recorded, register: Register) -> dict:
    """An event as its stored columns."""
    event = recorded.event
    return {
        "name": frappe.generate_hash(length=16),
        "client_uuid": event.uuid,
        "training_session": register.name,
        "beneficiary": event.beneficiary,
        "unit": register.session.unit,
        "kind": event.kind,
        "status": event.status,
        "late_minutes": event.late_minutes,
        "reason": event.reason,
        "base_version": event.base_version,
        "outcome": recorded.outcome.capitalize(),
        "held_back": int(event.held_back),
        "needs_review": int(event.uuid in register.waits),
        "content_digest": recorded.digest,
        "device": recorded.device,
        "recorded_by": recorded.user,
        "correction_reason": recorded.correction_reason,
        "corrected_event": recorded.corrected_event,
        "device_time_utc": recorded.device_time_utc,
    }


def write_flags(registers: list[Register]) -> None:
    """Raise or lower the flag of earlier events that the new ones contradicted or confirmed."""
    raised: set[str] = set()
    lowered: set[str] = set()
    for register in registers:
        raised |= register.waits - register.flagged - {recorded.event.uuid for recorded in register.new}
        lowered |= register.flagged - register.waits
    for uuids, flag in ((raised, 1), (lowered, 0)):
        if uuids:
            event = frappe.qb.DocType("Attendance Event")
            frappe.qb.update(event).set(event.needs_review, flag).where(event.client_uuid.isin(uuids)).run()


def remove_rows(registers: list[Register]) -> None:
    """No row is left of a session that a coordinator declared not to have happened; its events stay."""
    emptied = [register.name for register in registers if register.before.rows and not register.after.rows]
    if emptied:
        frappe.db.delete("Session Attendance", {"training_session": ["in", emptied]})


def insert_rows(registers: list[Register], written: dict) -> None:
    """Rows of women who had none."""
    rows = [
        written | row_keys(register, beneficiary) | row_values(row)
        for register in registers
        for beneficiary, row in sorted(register.after.rows.items())
        if beneficiary not in register.before.rows
    ]
    if rows:
        frappe.db.bulk_insert("Session Attendance", list(rows[0]), [tuple(row.values()) for row in rows])


def update_rows(registers: list[Register], user: str) -> None:
    """Rows that say something else now.

    Locked by their names: by the unique key, the gap between two sessions would be locked as well, and their
    trainers would wait for each other.
    """
    changed = {
        (register.name, beneficiary): row_values(row)
        for register in registers
        for beneficiary, row in register.after.rows.items()
        if row != register.before.rows.get(beneficiary, row)
    }
    if changed:
        updates = {name: changed[key] for key, name in names_of_rows(changed).items()}
        frappe.db.bulk_update("Session Attendance", updates, chunk_size=len(updates), modified_by=user)


def names_of_rows(keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """The names of the rows with these sessions and beneficiaries."""
    keys = set(keys)
    rows = frappe.get_all(
        "Session Attendance",
        filters={"training_session": ["in", list({session for session, _woman in keys})]},
        fields=["training_session", "beneficiary", "name"],
    )
    return {key: row.name for row in rows if (key := (row.training_session, row.beneficiary)) in keys}


def row_keys(register: Register, beneficiary: str) -> dict:
    """What a row is about."""
    return {
        "name": frappe.generate_hash(length=16),
        "training_session": register.name,
        "beneficiary": beneficiary,
        "unit": register.session.unit,
        "session_date": register.day,
    }


def row_values(row: Row) -> dict:
    """What a row says."""
    return {
        "status": row.status,
        "late_minutes": row.late_minutes,
        "reason": row.reason,
        "version": row.version,
        "last_event": row.last_event,
    }


def write_sessions(registers: list[Register], user: str) -> None:
    """Write each session's state. `modified` moves with every batch: see `register`."""
    updates = {register.name: session_values(register, user) for register in registers}
    frappe.db.bulk_update("Training Session", updates, chunk_size=len(updates), modified_by=user)
    for name in updates:
        frappe.clear_document_cache("Training Session", name)


def session_values(register: Register, user: str) -> dict:
    """The session's state as its stored columns."""
    session, table = register.session, register.after
    closes = table.status == CLOSED and session.status != CLOSED
    return {
        "status": table.status,
        "status_reason": table.reason,
        "version": table.version,
        "closed_at": now() if closes else session.closed_at,
        "closed_by": user if closes else session.closed_by,
        "stages_pending": int(session.stages_pending or may_move_somebody(register)),
    }


def may_move_somebody(register: Register) -> bool:
    """Whether what the women of the group have reached may have changed: what counts is closed sessions."""
    before, after = register.before, register.after
    return before.status != after.status or (after.status == CLOSED and before.rows != after.rows)
