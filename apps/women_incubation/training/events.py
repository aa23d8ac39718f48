"""Take in what devices say about attendance: one batch, one transaction, one answer per event.

    1. parse every item; an item that is no event answers `invalid` and spoils nothing
    2. lock the sessions named, in a fixed order, and read what is known of them
    3. let each event meet its session: marks first, closes last, whatever their order in the batch
    4. write everything that is new, in bulk
    5. answer in the order of the batch

The number of queries does not grow with the number of events. Nothing is committed here.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import strip_html

from women_incubation.training.errors import BatchRefused, InvalidEvent
from women_incubation.training.fold import CLOSE, DID_NOT_HAPPEN, MARK
from women_incubation.training.incoming import LONGEST_NAME, Incoming, is_storable, parse, parse_text
from women_incubation.training.meeting import Answer, Sender, meet, refusal
from women_incubation.training.permissions import may_mark
from women_incubation.training.register import Register, open_registers
from women_incubation.training.register_writer import write_registers

LARGEST_BATCH = 500
ORDER_OF_KINDS = (MARK, DID_NOT_HAPPEN, CLOSE)
LONGEST_ECHO = 64


@dataclass(frozen=True, slots=True)
class Taken:
    """The answers in the order of the events, and the registers they met, as they are afterwards."""

    answers: list[Answer]
    registers: dict[str, Register]


def apply_batch(events: list[dict], user: str, device: str) -> list[Answer]:
    """Apply a batch of events of one device in this transaction; one answer each, in the same order.

    Raises BatchRefused for a batch that is none, SessionChangedMeanwhile (start over) and the database's
    conflict errors.
    """
    return take_batch(events, user, device).answers


def take_batch(events: list[dict], user: str, device: str) -> Taken:
    """As `apply_batch`, with the registers."""
    sender = Sender(user, checked_device(events, device))
    parsed = [parse_or_refuse(item) for item in events]
    incoming = [item for item in parsed if isinstance(item, Incoming)]
    registers = markable_registers({item.session for item in incoming}, user)
    known = digests_of(item.event.uuid for item in incoming)
    answers = list(parsed)
    for position in sorted(range(len(parsed)), key=lambda position: rank(parsed[position])):
        if isinstance(item := parsed[position], Incoming):
            answers[position] = meet(item, registers.get(item.session), known, sender)
    write_registers(registers.values(), user)
    for answer, item in zip(answers, events, strict=True):
        answer.uuid = echo(item)
    return Taken(answers, registers)


def checked_device(events: list[dict], device: str) -> str:
    """The device's name. Raises BatchRefused unless there is one, and a list of at most 500 events."""
    if not isinstance(events, list) or len(events) > LARGEST_BATCH:
        frappe.throw(_("Send a list of at most {0} events at once.").format(LARGEST_BATCH), BatchRefused)
    try:
        return strip_html(parse_text({"device": device}, "device", LONGEST_NAME, required=True))
    except InvalidEvent as error:
        frappe.throw(str(error), BatchRefused)


def parse_or_refuse(item: object) -> Incoming | Answer:
    """The event in an item, or the answer of an item that is none."""
    try:
        return parse(item)
    except InvalidEvent as error:
        return refusal(str(error))


def markable_registers(sessions: set[str], user: str) -> dict[str, Register]:
    """The registers of those sessions that the user may mark, opened for writing."""
    registers = open_registers(sessions, user)
    return {name: register for name, register in registers.items() if may_mark(user, register.trainers)}


def digests_of(uuids: Iterable[str]) -> dict[str, str]:
    """The content of each event that is known already, by uuid, whatever session it belongs to."""
    uuids = set(uuids)
    if not uuids:
        return {}
    event = frappe.qb.DocType("Attendance Event")
    query = frappe.qb.from_(event).select(event.client_uuid, event.content_digest)
    return dict(query.where(event.client_uuid.isin(uuids)).run())


def rank(item: Incoming | Answer) -> int:
    """Marks before did-not-happen before closes."""
    return ORDER_OF_KINDS.index(item.event.kind) if isinstance(item, Incoming) else 0


def echo(item: object) -> str | None:
    """The identifier as it was sent, so that a client finds its event again."""
    uuid = item.get("uuid") if isinstance(item, dict) else None
    return uuid[:LONGEST_ECHO] if isinstance(uuid, str) and is_storable(uuid) else None
