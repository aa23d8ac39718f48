"""What a coordinator does with events that wait, and with a table that is wrong."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.territory import PROVINCE, SISTER_PROVINCE
from tests.factories.training import (
    close,
    did_not_happen,
    hold_session,
    make_group,
    make_session,
    mark,
    outcomes,
    send,
    women_of,
)
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.training.errors import AlreadyResolved, InvalidEvent, ReasonMissing, SessionFrozen
from women_incubation.training.review import correct_mark, resolve_event

pytestmark = pytest.mark.usefixtures("db")

WHY = "Checked on the paper sheet"


@pytest.fixture
def coordinator(db):
    return user_with("Coordinator", PROVINCE).name


@pytest.fixture
def session(db):
    return make_session()


def status_of(session, woman):
    return frappe.db.get_value(
        "Session Attendance", {"training_session": session.name, "beneficiary": woman}, "status"
    )


def waiting(session):
    return frappe.get_all(
        "Attendance Event",
        filters={"training_session": session.name, "needs_review": 1},
        pluck="name",
        order_by="name",
    )


def stored(name):
    return frappe.get_doc("Attendance Event", name)


def late_mark(session, status="Absent"):
    """A closed session with a Present woman and a late mark of hers; the waiting event's name."""
    anna = women_of(session)[0]
    send([mark(session, anna), close(session)], session)
    send([mark(session, anna, status, base_version=1, reason="said at the door")], session)
    [name] = waiting(session)
    return anna, name


def test_accepting_a_late_mark_changes_the_closed_table(session, coordinator):
    anna, name = late_mark(session)
    with acting_as(coordinator):
        resolve_event(name, "accept", WHY)
    assert status_of(session, anna) == "Absent"
    assert waiting(session) == []
    answered = stored(name)
    assert (answered.resolution, answered.resolution_reason, answered.resolved_by) == (
        "Accepted",
        WHY,
        coordinator,
    )
    [correction] = frappe.get_all("Attendance Event", filters={"kind": "Correction", "corrected_event": name})
    correction = stored(correction.name)
    assert (correction.status, correction.reason) == ("Absent", "said at the door")
    assert (correction.correction_reason, correction.recorded_by) == (WHY, coordinator)
    assert session.reload().status == "Closed"


def test_dismissing_a_late_mark_leaves_the_table_and_keeps_the_event(session, coordinator):
    anna, name = late_mark(session)
    with acting_as(coordinator):
        resolve_event(name, "dismiss", WHY)
    assert status_of(session, anna) == "Present"
    assert waiting(session) == []
    assert (stored(name).resolution, stored(name).status) == ("Dismissed", "Absent")


def test_a_decision_is_in_the_audit_chain_of_the_session(session, coordinator):
    _anna, name = late_mark(session)
    with acting_as(coordinator):
        resolve_event(name, "accept", WHY)
    filters = {"reference_name": session.name, "action": "attendance_resolved", "actor": coordinator}
    assert frappe.db.count("Audit Entry", filters) == 1


@pytest.mark.parametrize("action", ["accept", "dismiss"])
def test_an_event_is_answered_once(session, coordinator, action):
    _anna, name = late_mark(session)
    with acting_as(coordinator):
        resolve_event(name, action, WHY)
        with pytest.raises(AlreadyResolved):
            resolve_event(name, "accept", WHY)


def test_an_event_that_does_not_wait_is_not_answered(session, coordinator):
    send([mark(session, women_of(session)[0])], session)
    name = frappe.db.get_value("Attendance Event", {"training_session": session.name})
    with acting_as(coordinator), pytest.raises(AlreadyResolved):
        resolve_event(name, "accept", WHY)


@pytest.mark.parametrize("reason", ["", "   ", None, "r" * 501, 5])
def test_a_decision_needs_a_reason(session, coordinator, reason):
    _anna, name = late_mark(session)
    with acting_as(coordinator), pytest.raises(ReasonMissing):
        resolve_event(name, "accept", reason)
    assert waiting(session) == [name]


def test_another_word_than_accept_or_dismiss(session, coordinator):
    _anna, name = late_mark(session)
    with acting_as(coordinator), pytest.raises(frappe.ValidationError):
        resolve_event(name, "forget", WHY)


def test_an_event_that_is_not_there(coordinator):
    with acting_as(coordinator), pytest.raises(frappe.DoesNotExistError):
        resolve_event("missing", "accept", WHY)


def test_only_a_coordinator_of_the_territory_answers(session):
    _anna, name = late_mark(session)
    for user in (session.trainer, user_with("Coordinator", SISTER_PROVINCE).name, "Administrator"):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            resolve_event(name, "accept", WHY)
    assert waiting(session) == [name]


def test_of_two_contradicting_marks_the_loser_can_be_accepted(session, coordinator):
    anna = women_of(session)[0]
    low, high = "10000000-0000-4000-8000-00000000000a", "20000000-0000-4000-8000-00000000000a"
    send([mark(session, anna, "Excused", uuid=low)], session)
    send([mark(session, anna, "Absent", uuid=high)], session)
    [name] = waiting(session)
    assert (stored(name).client_uuid, status_of(session, anna)) == (low, "Absent")
    with acting_as(coordinator):
        resolve_event(name, "accept", WHY)
    assert (status_of(session, anna), waiting(session)) == ("Excused", [])


def test_a_mark_made_after_the_correction_was_seen_still_counts(session, coordinator):
    anna = women_of(session)[0]
    send([mark(session, anna)], session)
    with acting_as(coordinator):
        correct_mark(session.name, anna, "Excused", 0, "", WHY)
    assert outcomes(send([mark(session, anna, "Absent", base_version=2)], session)) == ["updated"]
    assert status_of(session, anna) == "Absent"


def test_an_unseen_mark_loses_against_a_correction_and_waits(session, coordinator):
    anna = women_of(session)[0]
    send([mark(session, anna)], session)
    with acting_as(coordinator):
        correct_mark(session.name, anna, "Excused", 0, "", WHY)
    assert outcomes(send([mark(session, anna, "Absent", base_version=1)], session)) == ["conflict"]
    assert (status_of(session, anna), len(waiting(session))) == ("Excused", 1)


def test_somebody_who_had_left_can_be_accepted(db, coordinator):
    group = make_group()
    group.members[0].update({"left_on": add_days(today(), -3), "leaving_reason": "Moved"})
    group.save()
    session = make_session(group)
    anna = women_of(session)[0]
    send([mark(session, anna)], session)
    with acting_as(coordinator):
        resolve_event(waiting(session)[0], "accept", WHY)
    assert status_of(session, anna) == "Present"
    assert session.reload().status == "Held"


def test_accepting_that_it_did_not_happen_empties_the_table_and_keeps_what_was_said(session, coordinator):
    send([mark(session, woman) for woman in women_of(session)], session)
    send([did_not_happen(session, "Strike")], session)
    [name] = waiting(session)
    with acting_as(coordinator):
        resolve_event(name, "accept", WHY)
    session.reload()
    assert (session.status, session.status_reason) == ("Did Not Happen", "Strike")
    assert frappe.db.count("Session Attendance", {"training_session": session.name}) == 0
    assert frappe.db.count("Attendance Event", {"training_session": session.name, "kind": "Mark"}) == 3
    assert waiting(session) == []


def test_after_that_decision_marks_are_late_and_cannot_be_accepted(session, coordinator):
    anna = women_of(session)[0]
    send([mark(session, anna)], session)
    send([did_not_happen(session)], session)
    with acting_as(coordinator):
        resolve_event(waiting(session)[0], "accept", WHY)
    answers = send([mark(session, anna, base_version=1), close(session)], session)
    assert outcomes(answers) == ["late", "late"]
    with acting_as(coordinator):
        for name in waiting(session):
            with pytest.raises(SessionFrozen):
                resolve_event(name, "accept", WHY)
            resolve_event(name, "dismiss", WHY)
    assert waiting(session) == []


def test_dismissing_that_it_did_not_happen_keeps_the_marks(session, coordinator):
    send([mark(session, women_of(session)[0])], session)
    send([did_not_happen(session)], session)
    with acting_as(coordinator):
        resolve_event(waiting(session)[0], "dismiss", WHY)
    assert (session.reload().status, waiting(session)) == ("Held", [])


def test_a_closed_table_is_corrected_with_a_reason(db, coordinator):
    session = hold_session(make_group())
    anna = women_of(session)[0]
    with acting_as(coordinator):
        correct_mark(session.name, anna, "Late", 30, "Bus", WHY)
    row = frappe.db.get_value(
        "Session Attendance", {"training_session": session.name, "beneficiary": anna}, "*", as_dict=True
    )
    assert (row.status, row.late_minutes, row.reason, row.version) == ("Late", 30, "Bus", 2)
    [correction] = frappe.get_all("Attendance Event", filters={"client_uuid": row.last_event}, fields=["*"])
    assert (correction.kind, correction.correction_reason, correction.status) == ("Correction", WHY, "Late")


def test_a_woman_nobody_marked_can_be_added_to_a_closed_table(db, coordinator):
    session = hold_session(make_group(), ["Present"])
    berta = women_of(session)[1]
    with acting_as(coordinator):
        correct_mark(session.name, berta, "Present", 0, "", WHY)
    assert status_of(session, berta) == "Present"


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"status": "Sleeping"}, InvalidEvent),
        ({"late_minutes": 10}, InvalidEvent),
        ({"status": "Late", "late_minutes": 500}, InvalidEvent),
        ({"beneficiary": "nobody"}, InvalidEvent),
        ({"correction_reason": ""}, ReasonMissing),
        ({"reason": "r" * 501}, InvalidEvent),
    ],
    ids=str,
)
def test_a_correction_is_checked_like_a_mark(db, coordinator, values, error):
    session = hold_session(make_group())
    anna = women_of(session)[0]
    arguments = {
        "beneficiary": anna,
        "status": "Absent",
        "late_minutes": 0,
        "reason": "",
        "correction_reason": WHY,
    }
    with acting_as(coordinator), pytest.raises(error):
        correct_mark(session.name, **arguments | values)
    assert status_of(session, anna) == "Present"


def test_the_future_is_not_corrected_either(db, coordinator):
    session = make_session(session_date=add_days(today(), 1))
    with acting_as(coordinator), pytest.raises(InvalidEvent):
        correct_mark(session.name, women_of(session)[0], "Present", 0, "", WHY)


def test_a_trainer_does_not_correct_a_closed_table(db):
    session = hold_session(make_group())
    with acting_as(session.trainer), pytest.raises(frappe.PermissionError):
        correct_mark(session.name, women_of(session)[0], "Absent", 0, "", WHY)
