"""Feedback: from participants, once, and nobody who trains reads who said what."""

import frappe
import pytest

from tests.factories.people import make_woman_with_account
from tests.factories.training import hold_session, make_group
from tests.factories.training_results import make_coordinator
from tests.helpers.acting import acting_as
from women_incubation.training.api import give_feedback
from women_incubation.training.errors import FeedbackRefused

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def women(db):
    return [make_woman_with_account() for _ in range(2)]


@pytest.fixture
def session(women):
    """The first was there, the second was not."""
    return hold_session(make_group([woman.name for woman in women]), ["Present", "Absent"])


def give(woman, session, usefulness=4, clarity=5, key="key"):
    with acting_as(woman.user):
        return give_feedback(key, session.name, usefulness, clarity)


def stored(session):
    return frappe.get_all("Session Feedback", {"training_session": session.name}, ["usefulness", "clarity"])


def test_a_participant_says_once_what_she_thinks(women, session):
    assert give(women[0], session) == give(women[0], session)
    with pytest.raises(FeedbackRefused, match="already"):
        give(women[0], session, usefulness=1, key="another")
    assert [tuple(row.values()) for row in stored(session)] == [(4, 5)]


def test_who_was_not_there_says_nothing(women, session):
    with pytest.raises(FeedbackRefused, match="not in this session"):
        give(women[1], session)
    with pytest.raises(FeedbackRefused):
        give(make_woman_with_account(), session)
    for user in (session.trainer, make_coordinator()):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            give_feedback("key", session.name, 5, 5)
    assert stored(session) == []


@pytest.mark.parametrize("marks", [(0, 5), (5, 6), (-1, 1), (True, 1)], ids=str)
def test_marks_are_from_one_to_five(women, session, marks):
    with pytest.raises(FeedbackRefused, match="from 1 to 5"):
        give(women[0], session, *marks)


def test_trainers_and_coordinators_do_not_read_it(women, session):
    give(women[0], session)
    for user in (session.trainer, make_coordinator()):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            frappe.get_list("Session Feedback")
    with acting_as(women[0].user):
        assert len(frappe.get_list("Session Feedback")) == 1
    with acting_as(women[1].user):
        assert frappe.get_list("Session Feedback") == []
