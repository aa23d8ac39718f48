"""The attendance register of a session, opened for writing: locked, complete, and known to be fresh.

Two devices that mark the same session meet at its row, which is locked first and in the order of the names.
An ordinary read behind that lock still shows the transaction's snapshot, which may be older than the lock; a
locking read of the events would lock the gaps between sessions and make strangers wait for each other. So
every writer of events touches the session's `modified` under its lock, and a reader whose snapshot shows
another `modified` than the locked row starts over.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

import frappe

from women_incubation.territory import access
from women_incubation.training.errors import SessionChangedMeanwhile
from women_incubation.training.fold import Event, Table, fold, waiting
from women_incubation.training.roster import Roster, rosters_of, trainers_of

SESSION_FIELDS = (
    "name", "training_group", "trainer", "unit", "session_date", "start_time", "end_time",
    "status", "status_reason", "version", "closed_at", "closed_by", "modified", "stages_pending",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event with what the server knows about it beyond what it says."""

    event: Event
    digest: str
    outcome: str
    device: str
    device_time_utc: datetime | None
    user: str
    correction_reason: str = ""
    corrected_event: str | None = None  # name of the waiting event that a correction accepts


@dataclass
class Register:
    """One session, who belongs to it, and its events; new ones are added in memory until they are written."""

    session: frappe._dict
    roster: Roster
    trainers: set[str]
    events: list[Event]
    flagged: set[str]  # uuids that wait for a coordinator according to the database
    new: list[Recorded] = field(default_factory=list)
    answered: bool = False  # a coordinator answered one of the events
    before: Table = field(init=False)
    after: Table = field(init=False)
    waits: set[str] = field(init=False)  # uuids that wait for a coordinator, the new ones counted
    _by_woman: dict[str | None, list[Event]] = field(init=False, default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        """Fold once what the database holds; nobody else can add to it while the row is locked."""
        self.before = self.after = fold(self.events)
        self.waits = self.flagged
        for event in self.events:
            self._by_woman[event.beneficiary].append(event)

    @property
    def name(self) -> str:
        """The session's name."""
        return self.session.name

    @property
    def day(self) -> date:
        """The day of the session, in the site's zone."""
        return self.session.session_date

    @property
    def minutes(self) -> int:
        """How long the session lasts."""
        return minutes_between(self.session.start_time, self.session.end_time)

    def add(self, recorded: Recorded) -> None:
        """Take a new event in."""
        self.events.append(recorded.event)
        self._by_woman[recorded.event.beneficiary].append(recorded.event)
        self.new.append(recorded)

    def resolve(self, uuid: str) -> None:
        """Note that a coordinator answered this event."""
        self.events = [replace(event, resolved=event.resolved or event.uuid == uuid) for event in self.events]
        self.answered = True

    def of_woman(self, beneficiary: str | None) -> list[Event]:
        """Her events; with None, those of the session itself."""
        return self._by_woman[beneficiary]

    def table_for(self, event: Event) -> Table:
        """The table now, as far as this event is concerned: a mark meets its own woman's row only."""
        if event.beneficiary is None:
            return fold(self.events)
        return fold([*self.of_woman(None), *self.of_woman(event.beneficiary)])

    def has_marks(self) -> bool:
        """Whether anybody has a row in the table."""
        return any(event.beneficiary and not event.held_back for event in self.events)

    def finish(self) -> None:
        """Fold the new events in, before the register is written."""
        self.after = fold(self.events)
        self.waits = waiting(self.events)


def minutes_between(start: timedelta, end: timedelta) -> int:
    """Whole minutes between two times of a day, as the database gives them."""
    return int((end - start).total_seconds() // 60)


def open_registers(names: Iterable[str], user: str) -> dict[str, Register]:
    """Lock those of the sessions that the user may see, and read what is known of each, in six queries.

    Raises SessionChangedMeanwhile, and the database's own conflict errors.
    """
    sessions = lock_sessions(visible_sessions(names, user))
    groups = {session.training_group for session in sessions}
    rosters, trainers = rosters_of(groups), trainers_of(groups)
    events, flagged = events_of([session.name for session in sessions])
    return {
        session.name: Register(
            session=session,
            roster=rosters.get(session.training_group, {}),
            trainers={session.trainer} | trainers.get(session.training_group, set()),
            events=events.get(session.name, []),
            flagged=flagged.get(session.name, set()),
        )
        for session in sessions
    }


def visible_sessions(names: Iterable[str], user: str) -> dict[str, datetime]:
    """The sessions among `names` that the user may see, with their last change as the snapshot shows it."""
    names = tuple(names)
    if not names:
        return {}
    scope = access.scope_condition(user, "Training Session") or "1=1"
    query = f"select name, modified from `tabTraining Session` where name in %(names)s and ({scope})"
    return dict(frappe.db.sql(query, {"names": names}))


def lock_sessions(seen: dict[str, datetime]) -> list[frappe._dict]:
    """The rows of the sessions, locked in the order of their names."""
    if not seen:
        return []
    rows = frappe.db.sql(
        f"""select {", ".join(SESSION_FIELDS)} from `tabTraining Session`
        where name in %(names)s order by name for update""",
        {"names": tuple(seen)},
        as_dict=True,
    )
    if {row.name: row.modified for row in rows} != seen:
        raise SessionChangedMeanwhile("The snapshot is older than the lock")
    return rows


EVENT_FIELDS = (
    "training_session", "client_uuid", "kind", "beneficiary", "status", "late_minutes", "reason",
    "base_version", "held_back", "resolution", "needs_review",
)  # fmt: skip


def events_of(sessions: Collection[str]) -> tuple[dict[str, list[Event]], dict[str, set[str]]]:
    """All events of each session, and the uuids of those flagged for a coordinator."""
    events: dict[str, list[Event]] = {name: [] for name in sessions}
    flagged: dict[str, set[str]] = {name: set() for name in sessions}
    rows = frappe.get_all(
        "Attendance Event",
        filters={"training_session": ["in", list(sessions)]},
        fields=list(EVENT_FIELDS),
        order_by=None,
    )
    for row in rows:
        events[row.training_session].append(as_event(row))
        if row.needs_review:
            flagged[row.training_session].add(row.client_uuid)
    return events, flagged


def as_event(row: frappe._dict) -> Event:
    """A stored event as the fold takes it."""
    return Event(
        uuid=row.client_uuid,
        kind=row.kind,
        beneficiary=row.beneficiary or None,
        status=row.status or None,
        late_minutes=row.late_minutes or 0,
        reason=row.reason or "",
        base_version=row.base_version or 0,
        held_back=bool(row.held_back),
        resolved=bool(row.resolution),
    )
