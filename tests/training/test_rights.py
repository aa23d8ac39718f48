"""Who marks, who sees, who corrects: both answers of every rule."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION, SISTER_PROVINCE
from tests.factories.training import make_group, make_session, make_trainer, mark, outcomes, send, women_of
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.training.permissions import require_marker

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def session(db):
    return make_session()


def try_to_mark(session, user):
    return outcomes(send([mark(session, women_of(session)[0])], session, user))


def test_the_trainer_of_the_session_marks(session):
    assert try_to_mark(session, session.trainer) == ["created"]


def test_another_trainer_of_the_group_marks(db):
    first, second = make_trainer(), make_trainer()
    session = make_session(make_group(trainers=[{"trainer": first}, {"trainer": second}]), trainer=first)
    assert try_to_mark(session, second) == ["created"]


def test_a_substitute_named_on_the_session_marks(db):
    substitute = make_trainer()
    assert try_to_mark(make_session(trainer=substitute), substitute) == ["created"]


def test_a_trainer_of_other_groups_does_not_mark(session):
    assert try_to_mark(session, make_trainer()) == ["invalid"]


def test_a_trainer_who_lost_the_role_does_not_mark(session):
    user = frappe.get_doc("User", session.trainer)
    user.remove_roles("Incubation Trainer")
    assert try_to_mark(session, session.trainer) == ["invalid"]


def test_a_trainer_whose_assignment_ended_does_not_mark(session):
    frappe.db.set_value(
        "Territorial Assignment", {"user": session.trainer}, "valid_to", add_days(today(), -1)
    )
    assert try_to_mark(session, session.trainer) == ["invalid"]


@pytest.mark.parametrize(
    ("unit", "expected"), [(PROVINCE, "created"), (REGION, "created"), (SISTER_PROVINCE, "invalid")]
)
def test_a_coordinator_marks_in_her_territory(session, unit, expected):
    assert try_to_mark(session, user_with("Coordinator", unit).name) == [expected]


@pytest.mark.parametrize("role", ["Coach", "Auditor", "Programme Officer", "Funder", "Evaluator"])
def test_other_roles_do_not_mark_even_where_they_see(session, role):
    assert try_to_mark(session, user_with(role, PROVINCE).name) == ["invalid"]


def test_administrator_marks_only_with_the_role(session):
    assert try_to_mark(session, "Administrator") == ["invalid"]


def test_a_session_that_is_not_hers_and_none_at_all_are_told_alike(session):
    user = make_trainer()
    foreign, missing = send([mark(session, women_of(session)[0]), mark("missing", "x")], session, user)
    assert foreign.message == missing.message


@pytest.mark.parametrize("role", ["Trainer", "Coordinator"])
def test_the_doors_open_for_those_who_mark(db, role):
    user = user_with(role, PROVINCE).name
    with acting_as(user):
        assert require_marker() == user


@pytest.mark.parametrize("role", ["Coach", "Woman", "Auditor"])
def test_the_doors_are_shut_for_others(db, role):
    with acting_as(user_with(role, PROVINCE).name), pytest.raises(frappe.PermissionError):
        require_marker()


RECORDS = ("Session Attendance", "Attendance Event")
SEEN_BY_TRAINERS = ("Training Group", "Training Session", "Beneficiary", *RECORDS)


@pytest.mark.parametrize("doctype", SEEN_BY_TRAINERS)
def test_a_trainer_sees_what_she_trains_and_no_more(db, doctype):
    mine, foreign = make_session(), make_session()
    for session in (mine, foreign):
        send([mark(session, women_of(session)[0])], session)
    names = {session.name: names_about(doctype, session) for session in (mine, foreign)}
    with acting_as(mine.trainer):
        seen = set(frappe.get_list(doctype, pluck="name", limit_page_length=0))
        assert names[mine.name] <= seen
        assert not names[foreign.name] & seen
        for name in names[foreign.name]:
            assert not frappe.has_permission(doctype, "read", name)
        for name in names[mine.name]:
            assert frappe.has_permission(doctype, "read", name)


def names_about(doctype, session):
    """The documents of a kind that belong to a session."""
    if doctype == "Training Group":
        return {session.training_group}
    if doctype == "Training Session":
        return {session.name}
    if doctype == "Beneficiary":
        return set(women_of(session))
    return set(frappe.get_all(doctype, filters={"training_session": session.name}, pluck="name"))


def test_a_substitute_sees_the_group_of_her_session(db):
    substitute = make_trainer()
    session = make_session(trainer=substitute)
    with acting_as(substitute):
        assert frappe.get_list("Training Group", pluck="name") == [session.training_group]


def test_a_trainer_who_also_coordinates_sees_her_territory(db):
    session = make_session()
    with acting_as(user_with(["Trainer", "Coordinator"], PROVINCE).name):
        assert frappe.has_permission("Training Session", "read", session.name)


def test_another_territory_sees_nothing(session):
    send([mark(session, women_of(session)[0])], session)
    with acting_as(user_with("Coordinator", OTHER_PROVINCE).name):
        for doctype in SEEN_BY_TRAINERS:
            assert not names_about(doctype, session) & set(frappe.get_list(doctype, pluck="name"))


def test_a_woman_sees_her_own_attendance_and_nobody_elses(db):
    anna, berta = make_woman_with_account(), make_woman_with_account()
    session = make_session(make_group([anna.name, berta.name]))
    send([mark(session, anna.name), mark(session, berta.name)], session)
    with acting_as(anna.user):
        rows = frappe.get_list("Session Attendance", pluck="beneficiary")
        assert rows == [anna.name]
        assert not frappe.has_permission("Training Session", "read", session.name)
        with pytest.raises(frappe.PermissionError):
            frappe.get_list("Attendance Event")
