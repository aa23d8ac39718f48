"""What a device sends, checked: from an untrusted item of a batch to a typed event, or a clear refusal."""

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

from frappe import _
from frappe.utils import sanitize_html

from women_incubation.training.errors import InvalidEvent
from women_incubation.training.fold import CLOSE, DID_NOT_HAPPEN, LATE, MARK, STATUSES, Event

KINDS = {"mark": MARK, "close": CLOSE, "did_not_happen": DID_NOT_HAPPEN}
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
LONGEST_NAME = 140
LONGEST_REASON = 500
LARGEST_BASE_VERSION = 100_000  # one woman is never marked so often; keeps the version inside the column
LONGEST_LATENESS = 24 * 60  # minutes; the session's own length is checked when the session is known
YEARS = range(1970, 9999)  # what a device clock may say and the column can hold


@dataclass(frozen=True, slots=True)
class Incoming:
    """A well-formed event of a device, before it meets its session."""

    event: Event
    session: str
    device_time_utc: datetime | None
    digest: str


def parse(item: object) -> Incoming:
    """The event in `item`. Raises InvalidEvent with a sentence for the person who holds the device."""
    if not isinstance(item, dict):
        raise InvalidEvent(_("An event must be an object with named values."))
    kind = parse_kind(item)
    event = Event(
        uuid=parse_uuid(item.get("uuid")),
        kind=kind,
        base_version=parse_whole_number(item, "base_version", LARGEST_BASE_VERSION, required=True),
        reason=parse_reason(item, required=kind == DID_NOT_HAPPEN),
        **(parse_mark(item) if kind == MARK else {}),
    )
    session = parse_text(item, "session", LONGEST_NAME, required=True)
    return Incoming(event, session, parse_time(item.get("device_time_utc")), digest(event, session))


def parse_kind(item: dict) -> str:
    """Mark, Close or Did Not Happen."""
    kind = item.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise InvalidEvent(_("The kind of an event is one of: {0}.").format(", ".join(KINDS)))
    return KINDS[kind]


def parse_uuid(value: object) -> str:
    """The canonical lower-case form: the same identifier is never two."""
    text = value.strip().lower() if isinstance(value, str) else ""
    if not UUID.fullmatch(text):
        raise InvalidEvent(_("An event needs a UUID of its own, like 123e4567-e89b-42d3-a456-426614174000."))
    return text


def parse_mark(item: dict) -> dict:
    """Woman, status and minutes of a mark. Minutes go with Late only."""
    status = item.get("status")
    if not isinstance(status, str) or status not in STATUSES:
        raise InvalidEvent(_("The status of a mark is one of: {0}.").format(", ".join(STATUSES)))
    minutes = parse_whole_number(item, "late_minutes", LONGEST_LATENESS)
    if minutes and status != LATE:
        raise InvalidEvent(_("Minutes late go with the status Late only."))
    beneficiary = parse_text(item, "beneficiary", LONGEST_NAME, required=True)
    return {"beneficiary": beneficiary, "status": status, "late_minutes": minutes}


def parse_whole_number(item: dict, key: str, largest: int, *, required: bool = False) -> int:
    """A whole number from 0 to `largest`; nothing is 0 unless it is required."""
    value = item.get(key)
    if value is None and not required:
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= largest:
        raise InvalidEvent(_("{0} must be a whole number from 0 to {1}.").format(key, largest))
    return value


def parse_text(item: dict, key: str, longest: int, *, required: bool = False) -> str:
    """A text without blanks around it; nothing is "" unless it is required."""
    value = item.get(key)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or not is_storable(value) or len(value) > longest:
        raise InvalidEvent(_("{0} must be a text of at most {1} characters.").format(key, longest))
    if required and not value.strip():
        raise InvalidEvent(_("{0} is missing.").format(key))
    return value.strip()


def parse_reason(item: dict, *, required: bool) -> str:
    """The reason. Events are written in bulk: markup that a document's save takes out is taken out here."""
    reason = parse_text(item, "reason", LONGEST_REASON, required=required)
    return sanitize_html(reason, always_sanitize=True) if "<" in reason else reason


def parse_time(value: object) -> datetime | None:
    """The device's clock, UTC, naive. It decides nothing: a clock beyond what can be stored is left out."""
    if not isinstance(value, str):
        raise InvalidEvent(_("device_time_utc must be a time like 2026-03-02T09:30:00Z."))
    try:
        moment = datetime.fromisoformat(value)
        moment = moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment
    except OverflowError:
        return None
    except ValueError:
        raise InvalidEvent(_("device_time_utc must be a time like 2026-03-02T09:30:00Z.")) from None
    return moment if moment.year in YEARS else None


def is_storable(text: str) -> bool:
    """Whether database and page take the text: no control character but tab and line end, no half letter."""
    return not any(
        (letter < " " and letter not in "\n\t") or "\ud800" <= letter <= "\udfff" for letter in text
    )


def digest(event: Event, session: str) -> str:
    """A hash of what an event says. Device and clock are not part of it: a replay may come from another."""
    said = [session, event.kind, event.beneficiary, *event.said, event.base_version]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
