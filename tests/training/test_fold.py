"""The fold of events into an attendance table: the same set of events, the same table."""

import uuid

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from women_incubation.training import fold
from women_incubation.training.fold import Event, Row, Table

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))  # the machine may be busy
WOMEN = ("ben-a", "ben-b", "ben-c")


def event_uuid(number: int) -> str:
    return str(uuid.UUID(int=number))


def mark(
    number: int, status: str = "Present", base: int = 0, woman: str = "ben-a", **values: object
) -> Event:
    return Event(event_uuid(number), "Mark", woman, status=status, base_version=base, **values)


def about_session(number: int, kind: str, base: int = 0, reason: str = "", **values: object) -> Event:
    return Event(event_uuid(number), kind, reason=reason, base_version=base, **values)


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    """Any events with distinct uuids: several devices that know more or less of each other."""
    numbers = draw(st.lists(st.integers(0, 2**128 - 1), unique=True, max_size=25))
    kinds = ["Mark"] * 8 + ["Correction", "Did Not Happen", "Close"]
    events = []
    for number in numbers:
        kind = draw(st.sampled_from(kinds))
        base, held_back, resolved = draw(st.tuples(st.integers(0, 4), st.booleans(), st.booleans()))
        common = {"base_version": base, "held_back": held_back, "resolved": resolved}
        if kind in ("Mark", "Correction"):
            status = draw(st.sampled_from(fold.STATUSES))
            minutes = draw(st.integers(1, 30)) if status == "Late" else 0
            woman = draw(st.sampled_from(WOMEN))
            events.append(Event(event_uuid(number), kind, woman, status, minutes, **common))
        else:
            events.append(
                Event(event_uuid(number), kind, reason=draw(st.sampled_from(["", "rain"])), **common)
            )
    return events


@given(histories(), st.randoms(use_true_random=False))
@settings(PATIENT, max_examples=300)
def test_any_order_and_any_replay_give_the_same_table_and_the_same_waiting_events(events, random):
    replayed = events + random.choices(events, k=5) if events else events
    by_uuid = {event.uuid: event for event in replayed}  # what the unique key leaves of replays
    shuffled = random.sample(list(by_uuid.values()), len(by_uuid))
    assert fold.fold(shuffled) == fold.fold(events)
    assert fold.waiting(shuffled) == fold.waiting(events)


@given(histories())
@settings(PATIENT, max_examples=300)
def test_a_row_says_what_one_of_its_womans_events_says_and_nobody_knew_more(events):
    table = fold.fold(events)
    by_uuid = {event.uuid: event for event in events}
    for woman, row in table.rows.items():
        winner = by_uuid[row.last_event]
        assert (winner.beneficiary, winner.said, winner.base_version + 1) == (woman, row.said, row.version)
        assert not winner.held_back
        rivals = [e for e in events if e.beneficiary == woman and not e.held_back]
        assert all(e.base_version <= winner.base_version for e in rivals)


@given(histories())
@settings(PATIENT, max_examples=300)
def test_whatever_contradicts_the_table_unseen_waits_and_nothing_waits_that_agrees(events):
    table, waiting = fold.fold(events), fold.waiting(events)
    for event in events:
        if event.uuid in waiting:
            assert not event.resolved and not fold.agrees(event, table)
        elif event.held_back and not event.resolved:
            assert fold.agrees(event, table)


@given(histories(), st.integers(0, 2**128 - 1))
@settings(PATIENT, max_examples=300)
def test_whoever_saw_the_row_last_is_believed(events, number):
    """An online correction of a trainer, made on the version she sees, always changes the row."""
    table = fold.fold(events)
    known = {event.uuid for event in events}
    for woman, row in table.rows.items():
        newer = mark(number, "Excused", base=row.version, woman=woman)
        if newer.uuid not in known:
            assert fold.fold([*events, newer]).rows[woman] == Row(
                "Excused", 0, "", row.version + 1, newer.uuid
            )


def test_nothing_said_is_a_planned_session():
    assert fold.fold([]) == Table(status="Planned", reason="", version=0, settled=False, rows={})


def test_the_first_mark_holds_the_session():
    table = fold.fold([mark(1, "Late", late_minutes=10, reason="bus")])
    assert table.status == "Held"
    assert table.rows == {"ben-a": Row("Late", 10, "bus", 1, event_uuid(1))}


def test_two_who_did_not_see_each_other_and_differ_leave_one_waiting():
    present, absent = mark(1, "Present"), mark(2, "Absent")
    assert fold.fold([present, absent]).rows["ben-a"].status == "Absent"  # the higher uuid
    assert fold.waiting([present, absent]) == {present.uuid}


def test_two_who_did_not_see_each_other_and_agree_leave_nobody_waiting():
    assert fold.waiting([mark(1), mark(2)]) == set()


def test_a_loser_that_a_later_mark_confirms_no_longer_waits():
    events = [mark(1, "Present"), mark(2, "Absent"), mark(3, "Present", base=1)]
    assert fold.fold(events).rows["ben-a"].last_event == event_uuid(3)
    assert fold.waiting(events) == set()


def test_a_correction_outranks_a_mark_with_the_same_base():
    correction = Event(event_uuid(1), "Correction", "ben-a", status="Excused", base_version=1)
    events = [mark(5), mark(9, "Absent", base=1), correction]
    assert fold.fold(events).rows["ben-a"].status == "Excused"
    assert fold.waiting(events) == {event_uuid(9)}


def test_a_late_mark_stays_out_of_the_table_and_waits():
    events = [mark(1), about_session(2, "Close"), mark(3, "Absent", base=1, held_back=True)]
    table = fold.fold(events)
    assert (table.status, table.settled, table.rows["ben-a"].status) == ("Closed", True, "Present")
    assert fold.waiting(events) == {event_uuid(3)}


def test_a_late_mark_that_says_what_the_table_says_does_not_wait():
    assert fold.waiting([mark(1), about_session(2, "Close"), mark(3, held_back=True)]) == set()


def test_a_session_that_did_not_happen_has_its_last_reason():
    events = [
        about_session(1, "Did Not Happen", reason="rain"),
        about_session(2, "Did Not Happen", 1, "strike"),
    ]
    table = fold.fold(events)
    assert (table.status, table.reason, table.version, table.settled) == (
        "Did Not Happen",
        "strike",
        2,
        False,
    )


def test_a_mark_outweighs_a_did_not_happen_which_then_waits():
    events = [about_session(1, "Did Not Happen", reason="rain"), mark(2)]
    assert fold.fold(events).status == "Held"
    assert fold.waiting(events) == {event_uuid(1)}


def test_a_coordinators_word_that_it_did_not_happen_empties_the_table():
    events = [
        mark(1),
        mark(2, "Absent"),
        about_session(3, "Close"),
        about_session(4, "Correction", 1, "wrong hall"),
    ]
    table = fold.fold(events)
    assert (table.status, table.reason, table.settled, table.rows) == (
        "Did Not Happen",
        "wrong hall",
        True,
        {},
    )
    assert fold.waiting(events) == set()
