"""Random histories of several devices against the real tables: any order of arrival, the same table."""

import itertools
import uuid
from datetime import UTC

import frappe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.training import close, did_not_happen, make_group, make_session, mark, send, women_of
from women_incubation.training.fold import fold, waiting
from women_incubation.training.register import events_of

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))  # the machine may be busy
STATUSES = ("Present", "Absent", "Excused", "Late")
WOMEN = 3

# What one device says, in its own order: a woman and a status, or that the session did not happen.
word = st.tuples(st.integers(0, WOMEN - 1), st.sampled_from(STATUSES)) | st.just("did not happen")
device = st.lists(word, min_size=1, max_size=5)


def events_of_device(session, words):
    """A device that was offline all the time: it counts its own versions."""
    versions = dict.fromkeys(range(WOMEN), 0)
    women = women_of(session)
    for said in words:
        if said == "did not happen":
            yield did_not_happen(session)
            continue
        woman, status = said
        minutes = {"late_minutes": 15} if status == "Late" else {}
        yield mark(session, women[woman], status, base_version=versions[woman], **minutes)
        versions[woman] += 1


def table_in_database(session):
    rows = frappe.get_all(
        "Session Attendance",
        filters={"training_session": session.name},
        fields=["beneficiary", "status", "late_minutes", "reason", "version", "last_event"],
        order_by="beneficiary",
    )
    waits = frappe.get_all(
        "Attendance Event", filters={"training_session": session.name, "needs_review": 1}, pluck="client_uuid"
    )
    state = frappe.db.get_value("Training Session", session.name, ["status", "status_reason", "version"])
    return [tuple(row.values()) for row in rows], sorted(waits), state


@given(st.lists(device, min_size=1, max_size=3), st.data())
@settings(PATIENT, max_examples=25)
def test_any_order_of_any_batches_gives_the_table_of_the_fold(site, devices, data):
    frappe.set_user("Administrator")
    group = make_group(WOMEN)
    session = make_session(group)
    events = list(itertools.chain.from_iterable(events_of_device(session, words) for words in devices))
    tables = []
    for _attempt in range(2):
        frappe.db.savepoint("history")
        order = data.draw(st.permutations(events))
        size = data.draw(st.integers(1, len(order)))
        for start in range(0, len(order), size):
            batch = order[start : start + size]
            send(batch + data.draw(st.lists(st.sampled_from(order[: start + size]), max_size=2)), session)
        tables.append(table_in_database(session))
        check_against_fold(session)
        frappe.db.rollback(save_point="history")
    assert tables[0] == tables[1]
    frappe.db.rollback()


def check_against_fold(session):
    """The rows, flags and state in the database are those of the events in the database."""
    by_session, _flagged = events_of([session.name])
    events = by_session[session.name]
    table = fold(events)
    rows, waits, state = table_in_database(session)
    assert rows == [
        (woman, row.status, row.late_minutes, row.reason, row.version, row.last_event)
        for woman, row in sorted(table.rows.items())
    ]
    assert waits == sorted(waiting(events))
    assert state[0] == table.status
    assert len({event.uuid for event in events}) == len(events)


@given(device, st.integers(0, 2**64))
@settings(PATIENT, max_examples=15)
def test_whatever_comes_after_the_close_leaves_the_table_alone(site, words, number):
    frappe.set_user("Administrator")
    session = make_session(make_group(WOMEN))
    send([mark(session, woman) for woman in women_of(session)], session)
    send([close(session, uuid=str(uuid.UUID(int=number)))], session)
    rows, _waits, state = table_in_database(session)
    answers = send(list(events_of_device(session, words)), session)
    assert {answer.outcome for answer in answers} <= {"late", "identical"}
    assert table_in_database(session)[0] == rows
    assert table_in_database(session)[2] == state
    check_against_fold(session)
    frappe.db.rollback()


clocks = st.datetimes(timezones=st.just(UTC)).map(lambda moment: moment.isoformat())


@given(st.lists(device, min_size=2, max_size=4), st.data())
@settings(PATIENT, max_examples=20)
def test_what_came_before_the_close_gives_one_table_whatever_the_order_and_the_clocks(site, devices, data):
    """A close somewhere in the middle: the same events before it, the same table; what comes later waits."""
    frappe.set_user("Administrator")
    session = make_session(make_group(WOMEN))
    first = mark(session, women_of(session)[0], "Present")
    events = [first, *itertools.chain.from_iterable(events_of_device(session, words) for words in devices)]
    events = [event for event in events if event["kind"] == "mark"]
    before = events[: data.draw(st.integers(1, len(events)))]
    after = events[len(before) :]
    the_close = close(session)
    tables = []
    for _attempt in range(2):
        frappe.db.savepoint("history")
        for event in data.draw(st.permutations(before)):
            send([with_clock(event, data)], session)
        send([with_clock(the_close, data)], session)
        closed = table_in_database(session)[0]
        late = send([with_clock(event, data) for event in data.draw(st.permutations(after))], session)
        assert {answer.outcome for answer in late} <= {"late", "identical"}
        replay = send(
            [with_clock(event, data) for event in data.draw(st.permutations([*events, the_close]))], session
        )
        assert {answer.outcome for answer in replay} == {"identical"}
        assert table_in_database(session)[0] == closed
        tables.append(table_in_database(session))
        check_against_fold(session)
        frappe.db.rollback(save_point="history")
    assert tables[0] == tables[1]
    frappe.db.rollback()


def with_clock(event, data):
    """The event as a device sends it whose clock shows anything."""
    return event | {"device_time_utc": data.draw(clocks)}
