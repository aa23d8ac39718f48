"""After so many absences without excuse, somebody has to ask."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from tests.factories.training import hold_session, make_group, make_path
from tests.helpers.queries import counted_queries
from women_incubation.training.absences import findings

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def group(db):
    """Two women; three absences are too many."""
    return make_group(2)


def hold(group, *statuses):
    """A closed session for each pair of statuses, the last one yesterday."""
    for days, pair in enumerate(reversed(statuses), start=1):
        hold_session(group, list(pair), session_date=add_days(today(), -days))


def found(group):
    return [finding for finding in findings() if finding.reference_name == group.name]


def test_three_absences_are_found_two_are_not(group):
    hold(group, ("Absent", "Present"), ("Absent", "Absent"), ("Present", "Absent"), ("Absent", "Excused"))
    (finding,) = found(group)
    assert finding == (
        "Absences",
        group.members[0].beneficiary,
        "Training Group",
        group.name,
        group.unit,
        getdate(add_days(today(), -1)),
        "3/3",
    )


def test_whoever_was_not_marked_was_absent_and_an_excuse_is_none(group):
    hold(group, ("Present",), ("Present",), ("Present",))
    assert [finding.beneficiary for finding in found(group)] == [group.members[1].beneficiary]


def test_nobody_is_looked_for_who_left_or_came_later(group):
    hold(group, *[("Absent", "Absent")] * 3)
    group.reload()
    group.members[0].update({"left_on": today(), "leaving_reason": "Moved"})
    group.members[1].joined_on = add_days(today(), -2)
    group.save()
    assert found(group) == []


def test_a_group_that_is_over_is_left_alone(group):
    hold(group, *[("Absent", "Absent")] * 3)
    frappe.db.set_value("Training Group", group.name, "status", "Completed")
    assert found(group) == []


@pytest.mark.parametrize(("allowed", "number"), [(0, 0), (2, 2), (4, 0)])
def test_the_path_says_how_many(db, allowed, number):
    group = make_group(2, path=make_path(absences_before_alert=allowed).name)
    hold(group, *[("Absent", "Absent")] * 3)
    assert len(found(group)) == number


def test_it_takes_one_query(group):
    hold(group, *[("Absent", "Absent")] * 3)
    with counted_queries() as queries:
        assert len(found(group)) == 2
    assert len(queries) == 1
