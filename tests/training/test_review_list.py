"""One screen for all that waits, and many answered at once."""

import frappe
import pytest

from tests.factories.territory import OTHER_PROVINCE
from tests.factories.training import close, make_group, make_session, mark, send, women_of
from tests.factories.training_results import make_coordinator
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.training.desk_api import resolve_events, waiting_events
from women_incubation.training.errors import BatchRefused
from women_incubation.training.review_list import resolve_events as resolve

pytestmark = pytest.mark.usefixtures("db")


def session_with_waiting(women=2):
    """A closed session of whose women all were Present, and marks that came later and say Absent."""
    session = make_session(make_group(women))
    send([*(mark(session, woman) for woman in women_of(session)), close(session)], session)
    send([mark(session, woman, "Absent", base_version=1) for woman in women_of(session)], session)
    return session


def waiting(user, session):
    with acting_as(user):
        return waiting_events(session.training_group)["events"]


def test_each_event_shows_what_it_says_what_stands_and_why_it_waits(db):
    session = session_with_waiting(1)
    (event,) = waiting(make_coordinator(), session)
    assert (event["said"]["status"], event["now"]["status"]) == ("Absent", "Present")
    assert (event["session"], event["why"]) == (session.name, "It came after the session was closed.")
    assert event["full_name"] == frappe.db.get_value("Beneficiary", women_of(session)[0], "full_name")


def test_two_people_who_differ_and_somebody_who_was_not_in_the_group(db):
    group = make_group(2)
    session = make_session(group)
    anna, berta = women_of(session)
    group.members[1].update({"joined_on": frappe.utils.add_days(frappe.utils.today(), 1)})
    group.save()
    send([mark(session, anna), mark(session, berta)], session)
    send([mark(session, anna, "Absent")], session)
    reasons = {event["beneficiary"]: event["why"] for event in waiting(make_coordinator(), session)}
    assert reasons == {
        anna: "Somebody else recorded something different.",
        berta: "The person was not in the group that day.",
    }


def test_it_is_the_coordinators_own_territory(db):
    session = session_with_waiting()
    assert waiting(make_coordinator(OTHER_PROVINCE), session) == []
    assert len(waiting(make_coordinator(), session)) == 2


def test_many_are_answered_at_once_each_for_itself(db):
    session = session_with_waiting()
    coordinator = make_coordinator()
    names = [event["name"] for event in waiting(coordinator, session)]
    with acting_as(coordinator):
        answers = resolve_events([*names, names[0], "nonsense"], "accept", "The trainer confirmed it.")
    assert [answer["outcome"] for answer in answers] == ["accepted", "accepted", "refused", "refused"]
    assert "does not wait" in answers[2]["message"]
    assert waiting(coordinator, session) == []
    rows = frappe.get_all("Session Attendance", {"training_session": session.name}, pluck="status")
    assert rows == ["Absent", "Absent"]


def test_others_are_refused_each_time(db):
    session = session_with_waiting(1)
    (event,) = waiting(make_coordinator(), session)
    for user in (session.trainer, make_coordinator(OTHER_PROVINCE)):
        with acting_as(user):
            assert [answer.outcome for answer in resolve([event["name"]], "dismiss", "No.")] == ["refused"]
    assert len(waiting(make_coordinator(), session)) == 1


@pytest.mark.parametrize("names", [None, [], ["x"] * 101], ids=["none", "empty", "long"])
def test_lists_that_are_none(db, names):
    with acting_as(make_coordinator()), pytest.raises(BatchRefused):
        resolve_events(names, "accept", "x")


def test_the_screen_takes_as_many_queries_for_many_as_for_few(db):
    coordinator = make_coordinator()
    counts = []
    for women in (2, 2, 25):
        session = session_with_waiting(women)
        with acting_as(coordinator), counted_queries() as queries:
            assert len(waiting_events(session.training_group)["events"]) == women
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 8
