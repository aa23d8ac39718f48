"""What training contributes to a woman's stage."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import make_beneficiary
from tests.factories.training import hold_session, make_group, make_session, mark, send, women_of
from women_incubation.training.stage import stage_of, update_stages_of_sessions

pytestmark = pytest.mark.usefixtures("db")


def stored_stage(beneficiary):
    return frappe.db.get_value("Beneficiary", beneficiary, "stage")


def test_nobody_in_a_group_has_no_stage_of_training(db):
    assert stage_of(make_beneficiary().name) is None


@pytest.mark.parametrize(
    ("status", "stage"),
    [("Planned", None), ("Running", "In Training"), ("Completed", None), ("Cancelled", None)],
)
def test_in_training_while_the_group_runs(db, status, stage):
    assert stage_of(make_group(1, status=status).members[0].beneficiary) == stage


def test_the_first_session_held_starts_a_planned_group(db):
    group = make_group(1, status="Planned")
    session = make_session(group)
    anna = women_of(session)[0]
    send([mark(session, anna)], session)
    assert stage_of(anna) == "In Training"


def test_whoever_left_is_not_in_training(db):
    group = make_group(1)
    group.members[0].update({"left_on": add_days(today(), -1), "leaving_reason": "Moved"})
    group.save()
    assert stage_of(group.members[0].beneficiary) is None


def test_trained_once_the_gate_is_passed(db):
    group = make_group(2)
    hold_session(group, ["Present", "Absent"])
    assert [stage_of(row.beneficiary) for row in group.members] == ["Trained", "In Training"]


def test_joining_a_group_is_seen_on_the_womans_file_at_once(db):
    group = make_group(1)
    assert stored_stage(group.members[0].beneficiary) == "In Training"
    group.status = "Cancelled"
    group.save()
    assert stored_stage(group.members[0].beneficiary) == "Registered"


def test_after_a_session_was_closed_the_files_follow(db):
    group = make_group(2)
    session = hold_session(group, ["Present", "Absent"])
    update_stages_of_sessions([session.name])
    assert [stored_stage(row.beneficiary) for row in group.members] == ["Trained", "In Training"]


def test_closing_asks_for_it_after_the_commit(db):
    group = make_group(1)
    before = len(frappe.db.after_commit._functions)
    session = make_session(group)
    send([mark(session, women_of(session)[0])], session)
    assert len(frappe.db.after_commit._functions) > before
