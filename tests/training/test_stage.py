"""What training contributes to a woman's stage."""

import frappe
import pytest
from frappe.utils import add_days, today
from frappe.utils.background_jobs import get_job, get_queue, is_job_enqueued

from tests.factories.people import make_beneficiary
from tests.factories.training import hold_session, make_group, make_session, mark, send, women_of
from women_incubation.training.stage import JOB, stage_of, update_pending_stages

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


def pending(session):
    return frappe.db.get_value("Training Session", session.name, "stages_pending")


@pytest.fixture
def committed(db):
    """What the update commits stays; nothing else of the site is pending before."""
    update_pending_stages()
    return db


def test_after_a_session_was_closed_the_files_follow(committed):
    group = make_group(2)
    session = hold_session(group, ["Present", "Absent"])
    assert pending(session) == 1
    update_pending_stages()
    assert [stored_stage(row.beneficiary) for row in group.members] == ["Trained", "In Training"]
    assert pending(session) == 0


def test_a_mark_that_changes_no_state_is_not_worth_a_look(committed):
    session = make_session()
    anna, berta, *_others = women_of(session)
    send([mark(session, anna)], session)
    assert pending(session) == 1
    update_pending_stages()
    send([mark(session, berta)], session)
    assert pending(session) == 0


def test_a_form_opened_before_does_not_put_the_note_back(committed):
    session = make_session()
    send([mark(session, women_of(session)[0])], session)
    opened = frappe.get_doc("Training Session", session.name)
    update_pending_stages()
    opened.place = "Salle 2"
    opened.save()
    assert pending(session) == 0


def test_marking_does_not_need_the_queue(db, monkeypatch):
    """A full queue, or none: the mark is taken and the session stays pending for the scheduler."""
    session = make_session()
    frappe.db.commit()
    if job := get_job(JOB):
        job.delete()
    monkeypatch.setattr("frappe.utils.background_jobs._check_queue_size", full)
    frappe.clear_messages()
    send([mark(session, women_of(session)[0])], session)
    frappe.db.commit()
    assert pending(session) == 1
    assert not is_job_enqueued(JOB)
    assert frappe.get_message_log() == []


def full(queue):
    frappe.throw("Too many queued background jobs.")


def test_one_job_is_queued_however_many_sessions_change(committed):
    group = make_group(1)
    for day in range(3):
        hold_session(group, session_date=add_days(today(), -1 - day))
        frappe.db.commit()
    assert is_job_enqueued(JOB)
    queue = get_queue("default")
    assert len([job for job in queue.get_job_ids() if JOB in job]) == 1
