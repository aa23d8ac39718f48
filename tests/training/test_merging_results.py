"""Two files of one woman become one: her results, feedback and sheets meet no unique key."""

import frappe
import pytest

from tests.factories.training import hold_session, make_group, make_session
from tests.factories.training_results import make_result
from tests.helpers.acting import acting_as
from women_incubation.people.relinking import relink
from women_incubation.training.desk_api import save_sheet
from women_incubation.training.feedback import insert_feedback
from women_incubation.training.merging_results import join_results

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def group(db):
    """Two files of the same woman, both in the group."""
    return make_group(2)


def merge(group):
    kept, removed = (row.beneficiary for row in group.members)
    join_results(kept, removed)
    relink(removed, kept)
    return kept


def test_a_result_of_both_files_becomes_a_further_attempt(group):
    kept, removed = (row.beneficiary for row in group.members)
    make_result(group, kept, score=5)
    for attempt, score in ((1, 9), (2, 17)):
        make_result(group, removed, score=score, attempt=attempt)
    make_result(group, removed, kind="Pre-test", score=2)
    merge(group)
    rows = frappe.get_all("Module Result", {"beneficiary": kept}, ["kind", "attempt", "score"])
    assert sorted(tuple(row.values()) for row in rows) == [
        ("Post-test", 1, 5),
        ("Post-test", 2, 17),
        ("Post-test", 3, 9),
        ("Pre-test", 1, 2),
    ]


def test_feedback_and_a_line_of_a_sheet_are_hers_once(group):
    kept, removed = (row.beneficiary for row in group.members)
    held, planned = hold_session(group), make_session(group)
    for woman, mark in ((kept, 4), (removed, 1)):
        values = {"training_session": held.name, "beneficiary": woman, "unit": group.unit}
        insert_feedback(values | {"usefulness": mark, "clarity": mark})
    lines = [{"beneficiary": kept, "status": "Present"}, {"beneficiary": removed, "status": "Absent"}]
    with acting_as(planned.trainer):
        save_sheet(planned.name, lines, False)
    merge(group)
    assert frappe.get_all("Session Feedback", {"training_session": held.name}, pluck="usefulness") == [4]
    assert frappe.get_all("Sheet Entry Row", {"beneficiary": kept}, pluck="status") == ["Present"]
