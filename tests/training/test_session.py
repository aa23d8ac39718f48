"""The session as a document: what a form may say, and what only events say."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.training import (
    close,
    make_group,
    make_module,
    make_path,
    make_session,
    make_trainer,
    mark,
    send,
    women_of,
)
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.training.errors import DatesRefused, ReasonMissing, SessionFrozen, TrainerRefused
from women_incubation.training.overview import clock

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def session(db):
    return make_session()


@pytest.fixture
def held(session):
    send([mark(session, women_of(session)[0])], session)
    return session.reload()


@pytest.fixture
def closed(held):
    send([close(held)], held)
    return held.reload()


def test_a_session_lies_in_the_territory_of_its_group(session):
    assert session.unit == frappe.db.get_value("Training Group", session.training_group, "unit")


def test_a_new_session_is_planned(session):
    session.reload()
    assert (session.status, session.version, session.closed_at) == ("Planned", 0, None)


@pytest.mark.parametrize(
    "values",
    [{"status": "Closed"}, {"status": "Held"}, {"version": 7}, {"closed_at": "2026-01-01 10:00:00"}],
    ids=str,
)
def test_the_state_is_not_typed_into_a_new_session(db, values):
    with pytest.raises(SessionFrozen):
        make_session(**values)


STATES = [{"status": "Closed"}, {"status_reason": "x"}, {"version": 7}, {"closed_by": "Administrator"}]


@pytest.mark.parametrize("values", STATES, ids=str)
def test_the_state_is_not_typed_into_a_session(session, values):
    session.update(values)
    with pytest.raises(SessionFrozen):
        session.save()


def test_a_copy_starts_again(closed):
    copy = frappe.copy_doc(closed, ignore_no_copy=False)  # as the Desk's "Duplicate" does
    copy.session_date = add_days(today(), 1)
    copy.insert()
    copy.reload()
    assert (copy.status, copy.version, copy.closed_by) == ("Planned", 0, None)


@pytest.mark.parametrize(("start", "end"), [("12:00", "09:00"), ("09:00", "09:00"), ("08:00", "20:01")])
def test_times_that_contradict_each_other(db, start, end):
    with pytest.raises(DatesRefused):
        make_session(start_time=start, end_time=end)


@pytest.mark.parametrize("value", ["nonsense", "25:00", "09:60", "-1:00", 900, ["09:00"]])
def test_times_that_are_none(db, value):
    with pytest.raises(DatesRefused):
        make_session(start_time=value)


@pytest.mark.parametrize("value", ["nonsense", "2026-02-30", 20260302000000, ["2026-03-02"]])
def test_dates_that_are_none(db, value):
    group = make_group()
    with pytest.raises(DatesRefused):
        make_session(group, session_date=value)


MANDATORY = ("training_group", "module", "trainer", "session_date", "start_time", "end_time")


@pytest.mark.parametrize("field", MANDATORY)
def test_what_must_be_filled(db, field):
    group = make_group()
    with pytest.raises(frappe.MandatoryError):
        make_session(group, **{field: None})


@pytest.mark.parametrize(("days", "allowed"), [(-31, False), (-30, True), (10, True), (11, False)])
def test_it_lies_within_its_group(db, days, allowed):
    group = make_group(end_date=add_days(today(), 10))
    if allowed:
        assert make_session(group, session_date=add_days(today(), days)).name
    else:
        with pytest.raises(DatesRefused):
            make_session(group, session_date=add_days(today(), days))


def test_its_module_is_one_of_the_path(db):
    with pytest.raises(frappe.ValidationError, match="not part of"):
        make_session(make_group(), module=make_module().name)


def test_its_trainer_is_a_trainer_of_the_territory(db):
    group = make_group()
    assert make_session(group, trainer=make_trainer(PROVINCE)).name
    with pytest.raises(TrainerRefused, match="territory"):
        make_session(group, trainer=make_trainer(OTHER_PROVINCE))
    with pytest.raises(TrainerRefused, match="role"):
        make_session(group, trainer=user_with("Coach", PROVINCE).name)


def test_a_disabled_trainer_is_not_named(db):
    trainer = make_trainer()
    frappe.db.set_value("User", trainer, "enabled", 0)
    with pytest.raises(TrainerRefused):
        make_session(make_group(), trainer=trainer)


def test_a_planned_session_can_be_moved(session):
    session.update({"session_date": add_days(today(), 3), "start_time": "14:00", "end_time": "17:00"})
    with pytest.raises(ReasonMissing):
        session.save()
    session.reload()
    session.update({"session_date": add_days(today(), 3), "start_time": "14:00", "end_time": "17:00"})
    session.move_reason = "The hall is let that day."
    session.save()
    session.reload()
    assert session.session_date.isoformat() == add_days(today(), 3)
    move = session.moves[0]
    assert (move.from_date.isoformat(), move.reason) == (today(), "The hall is let that day.")
    assert (clock(move.from_start), session.move_reason) == ("09:00", None)


def test_the_history_of_moves_is_not_typed(session):
    session.append("moves", {"reason": "Invented", "from_date": today()})
    session.save()
    assert session.reload().moves == []


@pytest.mark.parametrize("values", [{}, {"start_time": "08:00"}, {"end_time": "18:00"}], ids=str)
def test_a_held_session_stays_where_it_is(held, values):
    held.update(values or {"session_date": add_days(today(), -2)})
    with pytest.raises(SessionFrozen):
        held.save()


def test_the_place_of_a_held_session_can_be_put_right(held):
    held.place = "Salle 2"
    held.save()
    assert held.reload().place == "Salle 2"


@pytest.mark.parametrize("values", [{"place": "Salle 2"}, {"start_time": "08:00"}], ids=str)
def test_a_closed_session_changes_nothing(closed, values):
    closed.update(values)
    with pytest.raises(SessionFrozen):
        closed.save()


def test_a_form_opened_before_the_mark_does_not_put_the_old_state_back(session):
    opened = frappe.get_doc("Training Session", session.name)
    send([mark(session, women_of(session)[0])], session)
    opened.place = "Salle 2"
    with pytest.raises(frappe.TimestampMismatchError):
        opened.save()
    assert session.reload().status == "Held"


def test_a_session_with_events_is_not_deleted(held):
    with pytest.raises(SessionFrozen):
        frappe.delete_doc("Training Session", held.name)


def test_a_planned_session_can_be_deleted(session):
    frappe.delete_doc("Training Session", session.name)
    assert not frappe.db.exists("Training Session", session.name)


def test_a_coordinator_plans_in_her_territory_only(db):
    group = make_group()
    with acting_as(user_with("Coordinator", PROVINCE).name):
        assert make_session(group).name
    with acting_as(user_with("Coordinator", OTHER_PROVINCE).name), pytest.raises(frappe.PermissionError):
        make_session(group)


def test_a_trainer_does_not_plan(db):
    group = make_group()
    with acting_as(group.trainers[0].trainer), pytest.raises(frappe.PermissionError):
        make_session(group)


def test_a_path_names_each_module_once(db):
    module = make_module().name
    with pytest.raises(frappe.ValidationError, match="already"):
        make_path([module, module])


@pytest.mark.parametrize(("threshold", "allowed"), [(0, True), (100, True), (101, False), (-1, False)])
def test_a_threshold_is_a_percentage(db, threshold, allowed):
    if allowed:
        assert make_path(attendance_threshold=threshold).name
    else:
        with pytest.raises(frappe.ValidationError):
            make_path(attendance_threshold=threshold)


def test_a_path_ends_after_it_starts(db):
    with pytest.raises(DatesRefused):
        make_path(valid_from="2026-02-01", valid_to="2026-01-31")


def test_a_module_takes_time(db):
    with pytest.raises(frappe.ValidationError):
        make_module(duration_minutes=0)
    assert make_module(code=" abc-9 ").name == "ABC-9"
