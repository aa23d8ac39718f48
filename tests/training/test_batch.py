"""A batch of events: each answers for itself, and the tables hold what the fold says."""

import uuid

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import make_beneficiary
from tests.factories.training import (
    close,
    did_not_happen,
    make_group,
    make_session,
    mark,
    outcomes,
    send,
    women_of,
)

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def session(db):
    return make_session()


ROW = ["beneficiary", "status", "late_minutes", "reason", "version", "last_event", "unit", "session_date"]


def rows_of(session):
    rows = frappe.get_all("Session Attendance", filters={"training_session": session.name}, fields=ROW)
    return {row.beneficiary: row for row in rows}


def events_of(session, **filters):
    filters = {"training_session": session.name, **filters}
    return frappe.get_all("Attendance Event", filters=filters, fields=["*"], order_by="name")


def all_of(session):
    return (
        rows_of(session),
        events_of(session),
        frappe.get_value("Training Session", session.name, "modified"),
    )


def count_of(session):
    return len(events_of(session)), len(rows_of(session))


def test_a_mark_makes_a_row_and_holds_the_session(session):
    anna = women_of(session)[0]
    event = mark(session, anna, "Late", late_minutes=20, reason="Bus en retard")
    [answer] = send([event], session)
    assert (answer.outcome, answer.message, answer.uuid) == ("created", "", event["uuid"])
    row = rows_of(session)[anna]
    assert (row.status, row.late_minutes, row.reason, row.version) == ("Late", 20, "Bus en retard", 1)
    assert (row.last_event, row.unit) == (event["uuid"], session.unit)
    assert row.session_date == session.session_date
    assert session.reload().status == "Held"


def test_an_event_keeps_what_the_server_knows(session):
    [answer] = send([mark(session, women_of(session)[0])], session)
    [stored] = events_of(session)
    assert (stored.client_uuid, stored.device) == (answer.uuid, "test-phone")
    assert stored.recorded_by == stored.owner == session.trainer
    assert str(stored.device_time_utc) == "2026-03-02 09:30:00"
    assert (stored.outcome, stored.kind, stored.needs_review) == ("Created", "Mark", 0)


def test_a_mark_made_on_the_row_it_shows_updates_it(session):
    anna = women_of(session)[0]
    send([mark(session, anna, "Absent")], session)
    assert outcomes(send([mark(session, anna, "Present", base_version=1)], session)) == ["updated"]
    assert (rows_of(session)[anna].status, rows_of(session)[anna].version) == ("Present", 2)


def test_a_replay_is_identical_and_changes_nothing(session):
    events = [mark(session, woman) for woman in women_of(session)] + [close(session)]
    send(events, session)
    before = (
        rows_of(session),
        events_of(session),
        frappe.get_value("Training Session", session.name, "modified"),
    )
    assert set(outcomes(send(events, session))) == {"identical"}
    after = (
        rows_of(session),
        events_of(session),
        frappe.get_value("Training Session", session.name, "modified"),
    )
    assert after == before


def test_a_replay_in_capitals_is_the_same_event(session):
    event = mark(session, women_of(session)[0])
    send([event], session)
    [answer] = send([event | {"uuid": event["uuid"].upper()}], session)
    assert (answer.outcome, answer.uuid) == ("identical", event["uuid"].upper())


def test_the_same_identifier_with_other_content_is_refused_and_the_first_stays(session):
    anna = women_of(session)[0]
    event = mark(session, anna, "Present")
    send([event], session)
    [answer] = send([event | {"status": "Absent"}], session)
    assert answer.outcome == "invalid"
    assert "identifier" in answer.message
    assert rows_of(session)[anna].status == "Present"


def test_the_same_identifier_in_another_session_is_refused(session):
    other = make_session(make_group(trainers=[{"trainer": session.trainer}]))
    event = mark(session, women_of(session)[0])
    send([event], session)
    [answer] = send([mark(other, women_of(other)[0], uuid=event["uuid"])], other)
    assert answer.outcome == "invalid"
    assert count_of(other) == (0, 0)


def test_one_batch_may_hold_the_same_event_twice(session):
    event = mark(session, women_of(session)[0])
    answers = send([event, event, event | {"status": "Absent"}], session)
    assert outcomes(answers) == ["created", "identical", "invalid"]
    assert count_of(session) == (1, 1)


def test_two_devices_that_differ_leave_the_same_row_in_either_order(db):
    low, high = "10000000-0000-4000-8000-000000000000", "20000000-0000-4000-8000-000000000000"
    tables = []
    for first, second in ((low, high), (high, low)):
        session = make_session()
        anna = women_of(session)[0]
        said = {low: "Present", high: "Absent"}
        send([mark(session, anna, said[first], uuid=first)], session)
        [answer] = send([mark(session, anna, said[second], uuid=second)], session)
        assert answer.outcome == "conflict"
        row = rows_of(session)[anna]
        waiting = [event.client_uuid for event in events_of(session, needs_review=1)]
        tables.append((row.status, row.version, row.last_event, waiting))
        frappe.db.rollback()
    assert tables[0] == tables[1] == ("Absent", 1, high, [low])


def test_a_known_correction_that_arrives_before_what_it_corrects(session):
    anna = women_of(session)[0]
    assert outcomes(send([mark(session, anna, "Present", base_version=1)], session)) == ["created"]
    [answer] = send([mark(session, anna, "Absent", base_version=0)], session)
    assert answer.outcome == "stale"
    assert rows_of(session)[anna].status == "Present"
    assert len(events_of(session)) == 2


def test_marks_after_the_close_wait_for_a_coordinator(session):
    anna, berta, *_rest = women_of(session)
    send([mark(session, anna), close(session)], session)
    late = send([mark(session, anna, "Absent", base_version=1), mark(session, berta)], session)
    assert outcomes(late) == ["late", "late"]
    assert all("coordinator" in answer.message for answer in late)
    assert set(rows_of(session)) == {anna}
    assert rows_of(session)[anna].status == "Present"
    assert len(events_of(session, needs_review=1, held_back=1)) == 2


def test_a_replayed_late_mark_is_told_that_it_still_waits(session):
    anna = women_of(session)[0]
    send([mark(session, anna), close(session)], session)
    late = mark(session, anna, "Absent", base_version=1)
    send([late], session)
    [answer] = send([late], session)
    assert answer.outcome == "identical"
    assert "waits" in answer.message


def test_in_one_batch_marks_come_before_the_close_wherever_they_stand(session):
    women = women_of(session)
    assert outcomes(send([close(session), *[mark(session, woman) for woman in women]], session)) == [
        "updated",
        *["created"] * len(women),
    ]
    assert session.reload().status == "Closed"
    assert not events_of(session, held_back=1)


def test_closing_is_recorded_once(session):
    send([mark(session, women_of(session)[0]), close(session)], session)
    first = session.reload().closed_at
    assert session.closed_by == session.trainer
    assert outcomes(send([close(session)], session)) == ["identical"]
    assert session.reload().closed_at == first


def test_a_session_without_marks_cannot_be_closed(session):
    [answer] = send([close(session)], session)
    assert answer.outcome == "invalid"
    assert session.reload().status == "Planned"
    assert events_of(session) == []


def test_a_session_that_did_not_happen_says_why(session):
    assert outcomes(send([did_not_happen(session, "La salle était fermée")], session)) == ["updated"]
    session.reload()
    assert (session.status, session.version) == ("Did Not Happen", 1)
    assert session.status_reason == "La salle était fermée"


def test_did_not_happen_needs_a_reason(session):
    assert outcomes(send([did_not_happen(session, "  ")], session)) == ["invalid"]
    assert session.reload().status == "Planned"


@pytest.mark.parametrize("marks_first", [True, False])
def test_marks_and_did_not_happen_meet_with_the_same_end(session, marks_first):
    marks, missed = [mark(session, women_of(session)[0])], [did_not_happen(session)]
    for batch in (marks, missed) if marks_first else (missed, marks):
        send(batch, session)
    assert session.reload().status == "Held"
    assert [event.kind for event in events_of(session, needs_review=1)] == ["Did Not Happen"]
    assert len(rows_of(session)) == 1


def test_the_future_cannot_be_marked(db):
    session = make_session(session_date=add_days(today(), 1))
    events = [mark(session, women_of(session)[0]), did_not_happen(session), close(session)]
    answers = send(events, session)
    assert outcomes(answers) == ["invalid"] * 3
    assert "before that day" in answers[0].message
    assert (count_of(session), session.reload().status) == ((0, 0), "Planned")


def test_today_is_the_sites_day(db, held_clock):
    """At 23:30 UTC it is already the next day in Morocco (UTC+1 outside Ramadan)."""
    held_clock("2026-06-10 00:30")
    session = make_session(make_group(start_date="2026-06-01"), session_date="2026-06-10")
    assert outcomes(send([mark(session, women_of(session)[0])], session)) == ["created"]
    held_clock("2026-06-09 23:30")
    tomorrow = make_session(make_group(start_date="2026-06-01"), session_date="2026-06-10")
    assert outcomes(send([mark(tomorrow, women_of(tomorrow)[0])], tomorrow)) == ["invalid"]


def test_a_wrong_device_clock_does_not_matter(session):
    anna, berta, carla = women_of(session)
    clocks = ["1970-01-01T00:00:00Z", "2099-12-31T23:59:59+14:00", "0001-01-01T00:00:00+14:00"]
    events = [
        mark(session, woman, device_time_utc=clock)
        for woman, clock in zip((anna, berta, carla), clocks, strict=True)
    ]
    assert outcomes(send(events, session)) == ["created"] * 3


def test_somebody_who_left_before_is_kept_for_a_coordinator(db):
    group = make_group()
    group.members[0].update({"left_on": add_days(today(), -3), "leaving_reason": "Moved"})
    group.save()
    session = make_session(group)
    anna = women_of(session)[0]
    [answer] = send([mark(session, anna)], session)
    assert answer.outcome == "conflict"
    assert "left the group" in answer.message
    assert rows_of(session) == {}
    assert len(events_of(session, needs_review=1, held_back=1)) == 1
    assert session.reload().status == "Planned"


def test_somebody_who_left_that_very_day_is_marked(db):
    group = make_group()
    group.members[0].update({"left_on": today(), "leaving_reason": "Moved"})
    group.save()
    session = make_session(group)
    assert outcomes(send([mark(session, women_of(session)[0])], session)) == ["created"]


def test_somebody_who_joined_later_is_kept_for_a_coordinator(db):
    group = make_group()
    group.members[0].joined_on = today()
    group.save()
    session = make_session(group, session_date=add_days(today(), -1))
    [answer] = send([mark(session, women_of(session)[0])], session)
    assert answer.outcome == "conflict"
    assert "joined the group later" in answer.message


def test_somebody_who_was_never_in_the_group_is_refused(session):
    assert outcomes(send([mark(session, make_beneficiary().name)], session)) == ["invalid"]
    assert outcomes(send([mark(session, "nobody")], session)) == ["invalid"]
    assert count_of(session) == (0, 0)


def test_nobody_is_later_than_the_session_is_long(session):
    anna = women_of(session)[0]
    assert outcomes(send([mark(session, anna, "Late", late_minutes=181)], session)) == ["invalid"]
    assert outcomes(send([mark(session, anna, "Late", late_minutes=180)], session)) == ["created"]


def test_one_bad_item_spoils_nothing(session):
    anna, berta, carla = women_of(session)
    events = [
        mark(session, anna),
        "nonsense",
        mark(session, berta, "Sleeping"),
        mark("no-such-session", berta),
    ]
    answers = send([*events, mark(session, carla)], session)
    assert outcomes(answers) == ["created", "invalid", "invalid", "invalid", "created"]
    assert set(rows_of(session)) == {anna, carla}
    assert answers[1].uuid is None
    assert answers[2].uuid == events[2]["uuid"]


def test_sessions_of_two_groups_in_one_batch(session):
    other = make_session(make_group(trainers=[{"trainer": session.trainer}]))
    events = [mark(session, women_of(session)[0]), mark(other, women_of(other)[0]), close(other)]
    assert outcomes(send(events, session)) == ["created", "created", "updated"]
    assert (session.reload().status, other.reload().status) == ("Held", "Closed")


def test_an_empty_batch_is_a_batch(session):
    assert send([], session) == []


def test_a_reason_with_markup_is_cleaned(session):
    anna = women_of(session)[0]
    send([mark(session, anna, "Excused", reason="<script>alert(1)</script>malade")], session)
    assert "<script>" not in rows_of(session)[anna].reason
    assert "malade" in rows_of(session)[anna].reason


def test_uuids_are_stored_in_one_form(session):
    event = mark(session, women_of(session)[0], uuid=str(uuid.uuid4()).upper())
    send([event], session)
    assert events_of(session)[0].client_uuid == event["uuid"].lower()
