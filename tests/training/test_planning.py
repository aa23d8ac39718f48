"""Clashes, holidays, Ramadan, absences of trainers, cancelled sessions, the calendar."""

from datetime import date, timedelta

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE, SISTER_PROVINCE
from tests.factories.training import (
    did_not_happen,
    hold_session,
    make_group,
    make_module,
    make_path,
    make_session,
    make_trainer,
    mark,
    outcomes,
    send,
    women_of,
)
from tests.factories.training_results import make_coordinator
from tests.factories.users import assign
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.training.errors import DatesRefused, ReasonMissing, SessionClash, SessionFrozen
from women_incubation.training.planning.api import calendar_events, cancel_session
from women_incubation.training.planning.clashes import Slot, clashes_of
from women_incubation.training.planning.days import holiday_on, is_ramadan, outside_ramadan_hours

pytestmark = pytest.mark.usefixtures("db")
NINE, NOON, THREE = (timedelta(hours=hour) for hour in (9, 12, 15))


def plan(group, **values):
    """A session tomorrow that may not clash."""
    return make_session(group, **{"session_date": add_days(today(), 1), "clash_reason": None, **values})


def told():
    """The warnings shown since the last look."""
    messages = [str(message.get("message")) for message in frappe.get_message_log()]
    frappe.clear_messages()
    return " ".join(messages)


def make_absence(trainer, **values):
    period = {"from_date": add_days(today(), 1), "to_date": add_days(today(), 1)}
    return frappe.get_doc(
        {"doctype": "Trainer Unavailability", "trainer": trainer, **period, **values}
    ).insert()


# ---------------------------------------------------------------------------------------------- clashes
HOURS = [
    ("09:00", "12:00", True),
    ("11:59", "13:00", True),
    ("08:00", "18:00", True),
    ("10:00", "11:00", True),
]
FREE = [("12:00", "15:00", False), ("07:00", "09:00", False)]


@pytest.mark.parametrize(("start", "end", "clashes"), HOURS + FREE)
def test_a_trainer_is_at_one_place_at_a_time(db, start, end, clashes):
    first = make_group(1)
    second = make_group(1, trainers=[{"trainer": first.trainers[0].trainer}])
    taken = plan(first)
    if not clashes:
        assert plan(second, start_time=start, end_time=end).name
        return
    with pytest.raises(SessionClash, match=first.group_name):
        plan(second, start_time=start, end_time=end)
    assert plan(second, start_time=start, end_time=end, clash_reason="Two halves of one hall").name
    assert taken.reload().status == "Planned"


def test_a_group_meets_once_at_a_time(db):
    group = make_group(1)
    plan(group)
    with pytest.raises(SessionClash, match="already"):
        plan(group, trainer=make_trainer(), start_time="11:00", end_time="13:00")


@pytest.mark.parametrize(
    ("unit", "place", "clashes"),
    [
        ("MA-LAA", "Maison de la femme", True),
        ("MA-LAA", "  maison de  la Femme", True),
        ("MA-LAA", "Salle 2", False),
        (SISTER_PROVINCE, "Maison de la femme", False),
    ],
)
def test_a_place_is_taken_once_within_its_territory(db, unit, place, clashes):
    plan(make_group(1, place="Maison de la femme"))
    other = make_group(1, unit=unit)
    if clashes:
        with pytest.raises(SessionClash, match="taken"):
            plan(other, place=place)
    else:
        assert plan(other, place=place).name


def test_a_member_with_two_sessions_is_a_warning(db):
    anna = make_beneficiary()
    first, second = make_group([anna.name]), make_group([anna.name])
    plan(first)
    assert plan(second).name
    assert anna.full_name in told()


def test_a_member_who_left_has_no_clash(db):
    anna = make_beneficiary()
    first, second = make_group([anna.name]), make_group([anna.name])
    first.members[0].update({"left_on": today(), "leaving_reason": "Moved"})
    first.save()
    plan(first)
    plan(second)
    assert anna.full_name not in told()


def test_what_did_not_happen_is_in_nobodys_way(db):
    group = make_group(1)
    session = make_session(group)
    send([did_not_happen(session)], session)
    assert make_session(group, clash_reason=None).name


def test_an_edit_that_moves_nothing_is_not_judged_again(db):
    group = make_group(1)
    plan(group)
    second = make_session(group, session_date=add_days(today(), 1))
    second.clash_reason = None
    second.save()
    assert second.reload().clash_reason is None


def test_a_session_elsewhere_is_not_named(db):
    trainer = make_trainer()
    assign(trainer, OTHER_PROVINCE)
    far = make_group(1, unit=OTHER_PROVINCE, trainers=[{"trainer": trainer}])
    plan(far)
    near = make_group(1, trainers=[{"trainer": trainer}])
    with (
        acting_as(make_coordinator()),
        pytest.raises(SessionClash, match="outside your territory") as refused,
    ):
        plan(near)
    assert far.group_name not in str(refused.value)


def test_clashes_take_as_many_queries_for_many_slots_as_for_one(db):
    group = make_group(3)
    for day in range(1, 12):
        plan(group, session_date=add_days(today(), day))
    slots = [
        Slot(frappe.utils.getdate(add_days(today(), day)), NINE, NOON, "x", "y", group.name, group.unit)
        for day in range(1, 12)
    ]
    counts = []
    for asked in (slots[:1], slots):
        with counted_queries() as queries:
            assert len(clashes_of(asked)) == len(asked)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6


# ---------------------------------------------------------------------------- trainers who cannot come
@pytest.mark.parametrize(
    ("values", "clashes"),
    [
        ({}, True),
        ({"from_time": "08:00", "to_time": "09:01"}, True),
        ({"from_time": "12:00", "to_time": "18:00"}, False),
        ({"from_date": add_days("2026-01-01", 0), "to_date": "2026-01-02"}, False),
    ],
    ids=str,
)
def test_nothing_is_planned_while_the_trainer_cannot_come(db, values, clashes):
    group = make_group(1)
    make_absence(group.trainers[0].trainer, **values)
    if clashes:
        with pytest.raises(SessionClash, match="not to be available"):
            plan(group)
    else:
        assert plan(group).name


def test_an_absence_of_one_weekday(db):
    group = make_group(1)
    day = frappe.utils.getdate(add_days(today(), 1))
    period = {"from_date": today(), "to_date": add_days(today(), 30)}
    make_absence(group.trainers[0].trainer, weekday=(day + timedelta(days=1)).strftime("%A"), **period)
    assert plan(group).name
    with pytest.raises(SessionClash):
        plan(group, session_date=add_days(today(), 2))


def test_a_trainer_speaks_for_herself(db):
    trainer, other = make_trainer(), make_trainer()
    with acting_as(trainer):
        assert make_absence(trainer).unit == "MA-LAA"
        with pytest.raises(frappe.PermissionError):
            make_absence(other)
        assert {row.trainer for row in frappe.get_list("Trainer Unavailability", fields=["trainer"])} == {
            trainer
        }
    with acting_as(make_coordinator()):
        assert make_absence(other).name


def test_an_absence_has_a_beginning_and_an_end(db):
    trainer = make_trainer()
    wrong = ({"to_date": "2020-01-01"}, {"from_time": "09:00"}, {"from_time": "10:00", "to_time": "09:00"})
    for values in wrong:
        with pytest.raises(DatesRefused):
            make_absence(trainer, **values)


# ---------------------------------------------------------------------------------- holidays and Ramadan
@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 7, 30), "Throne Day"),
        (date(2026, 10, 31), "Unity Day"),
        (date(2026, 3, 20), "Eid al-Fitr (estimated)"),
        (date(2026, 5, 27), "Eid al-Adha (estimated)"),
        (date(2026, 3, 2), None),
    ],
)
def test_public_holidays_civil_and_islamic(db, day, name):
    assert holiday_on(day) == name


def test_holidays_are_told_in_the_users_language(db):
    frappe.local.lang = "ar"
    assert holiday_on(date(2026, 7, 30)) == "عيد العرش"


@pytest.mark.parametrize(
    ("day", "ramadan"),
    [
        (date(2026, 2, 17), False),
        (date(2026, 2, 18), True),
        (date(2026, 3, 19), True),
        (date(2026, 3, 20), False),
    ],
)
def test_ramadan_1447(db, day, ramadan):
    assert is_ramadan(day) is ramadan


@pytest.mark.parametrize(("start", "end", "outside"), [(NINE, THREE, False), (NOON, THREE * 1.2, True)])
def test_hours_of_ramadan(db, start, end, outside):
    assert outside_ramadan_hours(date(2026, 3, 2), start, end) is outside
    assert outside_ramadan_hours(date(2026, 6, 2), start, end) is False


def test_a_session_on_a_holiday_or_late_in_ramadan_is_planned_with_a_warning(db):
    group = make_group(1, start_date="2026-01-01")
    plan(group, session_date="2026-07-30")
    assert "Throne Day" in told()
    plan(group, session_date="2026-03-02", start_time="16:00", end_time="18:00")
    assert "Ramadan" in told()
    plan(group, session_date="2026-06-02")
    assert told() == ""


def test_a_module_before_its_prerequisite_is_a_warning(db):
    first = make_module()
    second = make_module(prerequisites=[{"module": first.name}])
    group = make_group(1, path=make_path([first.name, second.name]).name)
    plan(group, module=second.name)
    assert first.name in told()
    plan(group, module=first.name, session_date=today())
    plan(group, module=second.name, session_date=add_days(today(), 2))
    assert first.name not in told()


# ------------------------------------------------------------------------------------------- cancelling
def test_a_planned_session_is_cancelled_beforehand_with_a_reason(db):
    session = plan(make_group(1))
    with acting_as(make_coordinator()):
        with pytest.raises(ReasonMissing):
            cancel_session(session.name, " ")
        cancel_session(session.name, "The hall is let that day.")
        with pytest.raises(SessionFrozen):
            cancel_session(session.name, "Again.")
    session.reload()
    assert (session.status, session.status_reason) == ("Did Not Happen", "The hall is let that day.")
    event = frappe.get_last_doc("Attendance Event", {"training_session": session.name})
    assert (event.kind, event.correction_reason) == ("Correction", "The hall is let that day.")


def test_what_a_device_says_of_a_cancelled_session_waits(db):
    session = make_session(make_group(1), clash_reason=None)
    with acting_as(make_coordinator()):
        cancel_session(session.name, "Nobody was told.")
    assert outcomes(send([mark(session, women_of(session)[0])], session)) == ["late"]


def test_only_a_coordinator_of_the_territory_cancels_and_nothing_that_was_held(db):
    session = plan(make_group(1))
    for user in (session.trainer, make_coordinator(OTHER_PROVINCE)):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            cancel_session(session.name, "Not mine to say.")
    held = hold_session(make_group(1))
    with acting_as(make_coordinator()), pytest.raises(SessionFrozen):
        cancel_session(held.name, "Too late.")


# ------------------------------------------------------------------------------------------ the calendar
def test_the_calendar_shows_the_sessions_of_the_territory(db):
    group, far = make_group(1), make_group(1, unit=OTHER_PROVINCE)
    session = plan(group)
    plan(far)
    with acting_as(make_coordinator()):
        events = calendar_events(f"{today()} 00:00:00", f"{add_days(today(), 7)} 00:00:00", "[]")
    mine = [event for event in events if event["name"] == session.name]
    assert mine[0]["start"] == f"{add_days(today(), 1)} 09:00:00"
    assert group.group_name in mine[0]["title"]
    assert not [event for event in events if far.group_name in event["title"]]
