"""Thresholds have dates; modules have an order."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.training import hold_session, make_group, make_module, make_path
from women_incubation.training.errors import DatesRefused, ThresholdsInForce
from women_incubation.training.gate import explain

pytestmark = pytest.mark.usefixtures("db")


def later(days, share=50, test=0):
    return {"valid_from": add_days(today(), days), "attendance_threshold": share, "test_threshold": test}


def gate_of(group):
    return explain(group.members[0].beneficiary, group.path)


@pytest.mark.parametrize(("days", "threshold"), [(-31, 50), (-30, 50), (-29, 80), (5, 80)])
def test_a_group_goes_by_what_was_in_force_when_it_started(db, days, threshold):
    group = make_group(1, path=make_path(later_thresholds=[later(days)]).name)  # it started 30 days ago
    hold_session(group, ["Absent"])
    assert gate_of(group).threshold == threshold
    assert f"asks for {threshold} %" in gate_of(group).reason


def test_the_last_of_her_groups_decides(db):
    path = make_path(later_thresholds=[later(-20)])
    first = make_group(1, path=path.name)
    make_group([first.members[0].beneficiary], path=path.name, start_date=add_days(today(), -10))
    assert gate_of(first).threshold == 50


def test_thresholds_that_groups_started_under_stay(db):
    path = make_path(later_thresholds=[later(-40), later(5, 90)])
    make_group(1, path=path.name)
    for change in ({"attendance_threshold": 10}, {"valid_from": add_days(today(), -300)}):
        path.reload()
        path.update(change)
        with pytest.raises(ThresholdsInForce):
            path.save()
    path.reload()
    path.later_thresholds[0].attendance_threshold = 40
    with pytest.raises(ThresholdsInForce):
        path.save()
    path.reload()
    path.append("later_thresholds", later(-35))
    with pytest.raises(ThresholdsInForce):
        path.save()


def test_later_thresholds_may_follow(db):
    path = make_path(later_thresholds=[later(5, 90)])
    make_group(1, path=path.name)
    path.later_thresholds[0].attendance_threshold = 95
    path.append("later_thresholds", later(10))
    path.save()
    assert len(path.reload().later_thresholds) == 2


def test_later_thresholds_are_later_and_one_a_day(db):
    for rows in ([later(-365)], [later(1), later(1)]):
        with pytest.raises(DatesRefused):
            make_path(later_thresholds=rows)
    with pytest.raises(frappe.ValidationError, match="between 0 and 100"):
        make_path(later_thresholds=[later(1, 101)])


def test_a_test_threshold_needs_a_test(db):
    with pytest.raises(frappe.ValidationError, match="tick the mandatory modules"):
        make_path(test_threshold=60)
    with pytest.raises(frappe.ValidationError, match="tick the mandatory modules"):
        make_path(later_thresholds=[later(1, test=10)])


def test_a_prerequisite_stands_above_its_module(db):
    first = make_module().name
    second = make_module(prerequisites=[{"module": first}]).name
    assert make_path([first, second]).name
    for modules in ([second, first], [second]):
        with pytest.raises(frappe.ValidationError, match="the path needs"):
            make_path(modules)


def test_no_module_comes_before_itself(db):
    first = make_module()
    second = make_module(prerequisites=[{"module": first.name}])
    third = make_module(prerequisites=[{"module": second.name}])
    first.append("prerequisites", {"module": third.name})
    with pytest.raises(frappe.ValidationError, match="before itself"):
        first.save()
    second.append("prerequisites", {"module": first.name})
    with pytest.raises(frappe.ValidationError, match="twice"):
        second.save()
