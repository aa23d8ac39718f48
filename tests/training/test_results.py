"""Results of tests, and how they count at the gate."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE
from tests.factories.training import hold_session, make_group, make_module, make_trainer
from tests.factories.training_results import completed_group, make_coordinator, make_result, make_tested_path
from tests.helpers.acting import acting_as
from women_incubation.training.desk_api import record_results
from women_incubation.training.errors import ResultRefused
from women_incubation.training.gate import explain

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def group(db):
    """One woman who attended everything; the path asks for 60 % in the test of its module."""
    return completed_group(path=make_tested_path().name)


def gate_of(group):
    return explain(group.members[0].beneficiary, group.path)


def test_without_a_result_the_gate_is_shut_and_says_what_is_missing(group):
    gate = gate_of(group)
    module = frappe.get_doc("Training Path", group.path).modules[0].module
    assert (gate.passed, gate.percent, gate.test_percent) == (False, 100, 0)
    assert frappe.db.get_value("Capacity Building Module", module, "title_fr") in gate.reason
    assert "No test result yet" in gate.reason


@pytest.mark.parametrize(
    ("score", "passed", "percent"), [(12, True, 60), (11.99, False, 59.9), (20, True, 100), (0, False, 0)]
)
def test_the_threshold_is_compared_exactly(group, score, passed, percent):
    make_result(group, group.members[0].beneficiary, score=score)
    gate = gate_of(group)
    assert (gate.passed, gate.test_percent, gate.test_threshold) == (passed, percent, 60)
    assert f"Tests: {percent:.1f} % on average; the training path asks for 60 %." in gate.reason


def test_a_pre_test_never_counts(group):
    make_result(group, group.members[0].beneficiary, kind="Pre-test", score=20)
    assert not gate_of(group).passed


def test_the_best_attempt_counts(group):
    anna = group.members[0].beneficiary
    make_result(group, anna, score=5)
    make_result(group, anna, score=14, attempt=2)
    make_result(group, anna, score=8, attempt=3)
    assert (gate_of(group).passed, gate_of(group).test_percent) == (True, 70)


def test_the_average_is_over_all_that_is_tested(db):
    group = completed_group(path=make_tested_path(modules=2).name)
    modules = [row.module for row in frappe.get_doc("Training Path", group.path).modules]
    hold_session(group, module=modules[1], session_date=add_days(today(), -2))
    anna = group.members[0].beneficiary
    make_result(group, anna, module=modules[0], score=20)
    assert (gate_of(group).passed, gate_of(group).test_percent) == (False, 50)
    make_result(group, anna, module=modules[1], score=4)
    assert (gate_of(group).passed, gate_of(group).test_percent) == (True, 60)


def test_tests_do_not_make_up_for_absence(db):
    group = make_group(1, path=make_tested_path().name)
    hold_session(group, ["Absent"])
    make_result(group, group.members[0].beneficiary, score=20)
    assert not gate_of(group).passed


REFUSED = [
    {"score": -1},
    {"score": 21},
    {"max_score": 0},
    {"max_score": 1001, "score": 1},
    {"score": float("nan")},
    {"graded_on": "2126-01-01"},
]


@pytest.mark.parametrize("values", REFUSED, ids=str)
def test_results_that_cannot_be(group, values):
    with pytest.raises((ResultRefused, frappe.ValidationError)):
        make_result(group, group.members[0].beneficiary, **values)
    assert not frappe.db.exists("Module Result", {"training_group": group.name})


def test_results_are_of_members_in_modules_of_the_path(group):
    with pytest.raises(ResultRefused, match="member"):
        make_result(group, make_beneficiary().name)
    with pytest.raises(ResultRefused, match="not part of"):
        make_result(group, group.members[0].beneficiary, module=make_module().name)


def test_one_result_an_attempt(group):
    make_result(group, group.members[0].beneficiary)
    with pytest.raises(ResultRefused, match="already"):
        make_result(group, group.members[0].beneficiary)


def test_the_trainer_of_the_group_grades_and_no_other(group):
    anna = group.members[0].beneficiary
    with acting_as(make_trainer()), pytest.raises(frappe.PermissionError):
        make_result(group, anna)
    with acting_as(make_coordinator(OTHER_PROVINCE)), pytest.raises(frappe.PermissionError):
        make_result(group, anna)
    with acting_as(group.trainers[0].trainer):
        assert make_result(group, anna).graded_by == group.trainers[0].trainer


def test_the_grader_is_whoever_changed_it_last(group):
    result = make_result(group, group.members[0].beneficiary)
    coordinator = make_coordinator()
    with acting_as(coordinator):
        result.score = 3
        result.save()
    assert result.reload().graded_by == coordinator
    result.kind = "Module Test"
    with pytest.raises(ResultRefused, match="stays"):
        result.save()


def test_a_whole_group_is_graded_at_once_with_an_answer_for_each(db):
    group = make_group(2)
    anna, berta = (row.beneficiary for row in group.members)
    sent = {
        "training_group": group.name,
        "module": frappe.get_doc("Training Path", group.path).modules[0].module,
        "kind": "Post-test",
        "graded_on": today(),
        "max_score": 20,
    }
    lines = [{"beneficiary": anna, "score": 12}, {"beneficiary": berta, "score": 30}, "nonsense"]
    with acting_as(group.trainers[0].trainer):
        first = record_results("k1", **sent, results_of_women=lines)
        again = record_results("k1", **sent, results_of_women=lines)
        changed = record_results("k2", **sent, results_of_women=[{"beneficiary": anna, "score": 13}])
        same = record_results("k3", **sent, results_of_women=[{"beneficiary": anna, "score": 13}])
    assert [answer["outcome"] for answer in first["answers"]] == ["created", "invalid", "invalid"]
    assert again == first
    assert [a["answers"][0]["outcome"] for a in (changed, same)] == ["updated", "identical"]
    assert frappe.get_all("Module Result", {"training_group": group.name}, pluck="score") == [13]
