"""From the events of a session to its attendance table. Pure: no Frappe, no clock, no order of arrival.

A device says what it saw: `base_version` is the version of the row it was looking at. The row is what the
last event says, in the order (base_version, uuid), and its version is one more than that event's base - a
Lamport clock. At the same base a coordinator's correction comes after a mark. So the same set of events gives
the same table, however often and in whatever order they came (architecture rule 3). The one thing that the
order of arrival decides is whether an event came before the session was settled: those that did not are
`held_back`, stay out of the table, and wait for a coordinator.

Two events of one woman with the same base were made by people who had not seen each other. When they differ,
the one that loses waits for a coordinator too: nothing that somebody said about a woman disappears unseen.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

MARK = "Mark"
CLOSE = "Close"
DID_NOT_HAPPEN = "Did Not Happen"
CORRECTION = "Correction"

PLANNED = "Planned"
HELD = "Held"
CLOSED = "Closed"

PRESENT = "Present"
LATE = "Late"
EXCUSED = "Excused"
ABSENT = "Absent"
STATUSES = (PRESENT, LATE, EXCUSED, ABSENT)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody said about a session, or about a woman in it. Never changes.

    A mark or a correction of a woman carries `beneficiary`; a close, a did-not-happen, and a coordinator's
    decision that the session did not happen (a correction without a woman) do not.
    """

    uuid: str
    kind: str
    beneficiary: str | None = None
    status: str | None = None
    late_minutes: int = 0
    reason: str = ""
    base_version: int = 0
    held_back: bool = False  # came too late, or about somebody who was not a member that day
    resolved: bool = False  # a coordinator has answered it

    @property
    def order(self) -> tuple[int, bool, str]:
        """What decides which of two events is the later one."""
        return self.base_version, self.kind == CORRECTION, self.uuid

    @property
    def said(self) -> tuple[str | None, int, str]:
        """What it says of the woman."""
        return self.status, self.late_minutes, self.reason


@dataclass(frozen=True, slots=True)
class Row:
    """One woman's line of the table."""

    status: str
    late_minutes: int
    reason: str
    version: int
    last_event: str

    @property
    def said(self) -> tuple[str | None, int, str]:
        """What the row says of the woman, comparable with `Event.said`."""
        return self.status, self.late_minutes, self.reason


@dataclass(frozen=True, slots=True)
class Table:
    """A session as its events tell it. `reason` is why it did not happen."""

    status: str = PLANNED
    reason: str = ""
    version: int = 0
    settled: bool = False  # closed, or a coordinator decided that it did not happen: later events are late
    rows: dict[str, Row] = field(default_factory=dict)


def fold(events: Iterable[Event]) -> Table:
    """The table that these events make together."""
    live = [event for event in events if not event.held_back]
    of_session = [event for event in live if event.beneficiary is None]
    version = max((event.base_version + 1 for event in of_session), default=0)
    cancelled = _last(event for event in of_session if event.kind == CORRECTION)
    if cancelled:
        return Table(DID_NOT_HAPPEN, cancelled.reason, version, settled=True)
    rows = {beneficiary: fold_row(of_woman) for beneficiary, of_woman in _by_woman(live).items()}
    if any(event.kind == CLOSE for event in of_session):
        return Table(CLOSED, "", version, settled=True, rows=rows)
    if rows:
        return Table(HELD, "", version, rows=rows)
    missed = _last(event for event in of_session if event.kind == DID_NOT_HAPPEN)
    return Table(DID_NOT_HAPPEN, missed.reason, version) if missed else Table(version=version)


def fold_row(events: Iterable[Event]) -> Row:
    """The line that at least one event of the same woman makes."""
    last = max(events, key=lambda event: event.order)
    return Row(last.status, last.late_minutes, last.reason, last.base_version + 1, last.uuid)


def waiting(events: Iterable[Event]) -> set[str]:
    """The uuids of the events that a coordinator has to answer.

    These are the events that say something else than the table and were held back, lost against another
    with the same base, or say that a session did not happen in which somebody was marked.
    """
    events = list(events)
    table = fold(events)
    lost = _losers(events) if table.rows else set()
    return {
        event.uuid
        for event in events
        if event.held_back or event.kind == DID_NOT_HAPPEN or event.uuid in lost
        if not event.resolved and not agrees(event, table)
    }


def agrees(event: Event, table: Table) -> bool:
    """Whether the table already says what the event says."""
    if event.beneficiary is not None:
        row = table.rows.get(event.beneficiary)
        return row is not None and row.said == event.said
    if event.kind == CLOSE:
        return table.status == CLOSED
    return table.status == DID_NOT_HAPPEN


def _losers(events: list[Event]) -> set[str]:
    """Marks that differ from the winner among those with the same base."""
    groups: dict[tuple[str, int], list[Event]] = defaultdict(list)
    for event in events:
        if event.beneficiary is not None and not event.held_back:
            groups[event.beneficiary, event.base_version].append(event)
    lost: set[str] = set()
    for group in groups.values():
        winner = max(group, key=lambda event: event.order)
        lost |= {event.uuid for event in group if event.said != winner.said}
    return lost


def _by_woman(events: Iterable[Event]) -> dict[str, list[Event]]:
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events:
        if event.beneficiary is not None:
            groups[event.beneficiary].append(event)
    return groups


def _last(events: Iterable[Event]) -> Event | None:
    return max(events, key=lambda event: event.order, default=None)
