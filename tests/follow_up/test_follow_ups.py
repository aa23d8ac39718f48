"""Follow-ups: opened with the activity, due to the day, done once with evidence; what integration asks."""

import datetime

import frappe
import pytest
from frappe.utils import add_days, add_months, getdate, today

from tests.factories.follow_up import DOCTYPE, change, finish, follow_ups_of, started_project
from tests.factories.incubation import ENDED, edit, holder_user, make_private_file, make_project, move
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.refusals import refused_fields, refused_words
from women_incubation.follow_up.due_dates import due_on
from women_incubation.follow_up.errors import (
    FollowUpFrozen,
    FollowUpIncomplete,
    FollowUpRefused,
    NotTheFollower,
)
from women_incubation.follow_up.report.overdue_follow_ups.overdue_follow_ups import execute
from women_incubation.follow_up.services import open_follow_ups
from women_incubation.incubation.errors import MoveRefused

# ---------------------------------------------------------------- opened, and when due


@pytest.mark.parametrize(
    ("started", "six", "twelve"),
    [
        ("2026-03-15", "2026-09-15", "2027-03-15"),
        ("2025-08-31", "2026-02-28", "2026-08-31"),
        ("2027-08-30", "2028-02-29", "2028-08-30"),
        ("2028-02-29", "2028-08-29", "2029-02-28"),
        ("2026-12-31", "2027-06-30", "2027-12-31"),
    ],
)
def test_due_dates_are_months_not_days(started, six, twelve):
    assert [str(due_on(started, months)) for months in (6, 12)] == [six, twelve]


@pytest.mark.parametrize("started", ["2027-08-31", "2028-02-29", "2027-10-31"])
def test_starting_at_a_months_end_opens_both(staff, held_clock, started):
    held_clock(f"{started} 23:30")
    project = started_project(staff)
    found = {month: row.due_on for month, row in follow_ups_of(project).items()}
    assert found == {str(months): due_on(getdate(started), months) for months in (6, 12)}
    assert {row.status for row in follow_ups_of(project).values()} == {"Due"}
    assert {row.unit for row in follow_ups_of(project).values()} == {project.unit}


def test_opening_again_opens_nothing(staff):
    project = started_project(staff)
    assert open_follow_ups(project) == []
    with pytest.raises(frappe.UniqueValidationError):
        frappe.get_doc({"doctype": DOCTYPE, "project": project.name, "month": "6"}).insert()


def test_none_for_a_project_whose_activity_has_not_started(staff):
    project = make_project("In Incubation", staff)
    with pytest.raises(FollowUpRefused):
        frappe.get_doc({"doctype": DOCTYPE, "project": project.name, "month": "6"}).insert()


def test_the_due_date_is_the_servers(staff):
    follow_up = follow_ups_of(started_project(staff))["6"]
    changed = change(follow_up, staff.coach, due_on="2020-01-01", done_by=staff.funder, note="Vue.")
    assert (changed.due_on, changed.done_by) == (follow_up.due_on, None)


# ---------------------------------------------------------------- done


@pytest.fixture
def due(staff):
    """The six-month follow-up, due today."""
    return follow_ups_of(started_project(staff, add_months(today(), -6)))["6"]


def test_done_by_the_coach_with_evidence(staff, due):
    done = finish(due, staff.coach)
    assert (done.status, done.done_by) == ("Done", staff.coach)


def test_a_coordinator_may_do_it_and_nobody_else(staff, due):
    other_coach = user_with("Coach", PROVINCE).name
    for stranger in (other_coach, "Administrator", user_with("System Manager").name):
        with pytest.raises(NotTheFollower):
            finish(due, stranger)
    with pytest.raises(frappe.PermissionError):
        finish(due, staff.funder)
    with pytest.raises(frappe.PermissionError):
        finish(due, user_with("Coordinator", OTHER_PROVINCE).name)
    assert finish(due, staff.coordinator).done_by == staff.coordinator


def test_everything_it_lacks_is_said_at_once(staff, due):
    with pytest.raises(FollowUpIncomplete) as refusal:
        finish(due, staff.coach, evidence=None, jobs=0, done_on=None)
    assert {item["field"] for item in refusal.value.missing} == {"evidence", "jobs", "done_on"}


def test_not_before_it_is_due_nor_tomorrow(staff, held_clock):
    follow_up = follow_ups_of(started_project(staff, add_months(today(), -6)))["6"]
    day_before, day_after = add_days(today(), -1), add_days(today(), 1)
    for wrong in (day_before, day_after):
        with pytest.raises(FollowUpIncomplete):
            finish(follow_up, staff.coach, done_on=wrong)
    assert finish(follow_up, staff.coach, done_on=today()).status == "Done"


def test_a_stopped_activity_is_done_with_its_reason(staff, due):
    stopped = {"activity_running": 0, "evidence": None, "jobs": 0}
    with pytest.raises(FollowUpIncomplete):
        finish(due, staff.coach, stop_reason=" ", **stopped)
    stopped["stop_reason_code"] = "Premises or Equipment"
    assert finish(due, staff.coach, stop_reason="Machine en panne.", **stopped).status == "Done"


def test_done_is_frozen_for_everybody(staff, due):
    done = finish(due, staff.coach)
    for actor in (staff.coach, staff.coordinator, "Administrator"):
        for values in ({"jobs": 9}, {"status": "Due"}):
            with pytest.raises(FollowUpFrozen):
                change(done, actor, **values)
    with pytest.raises(FollowUpFrozen):
        frappe.delete_doc(DOCTYPE, done.name)


def test_a_new_one_is_not_born_done(staff):
    project = started_project(staff, add_months(today(), -6))
    frappe.db.delete(DOCTYPE, {"project": project.name})
    with pytest.raises(FollowUpRefused):
        frappe.get_doc({"doctype": DOCTYPE, "project": project.name, "month": "6", "status": "Done"}).insert()


def test_the_evidence_is_a_private_file_of_ones_own(staff, due):
    with pytest.raises(frappe.PermissionError):
        finish(due, staff.coach, evidence=make_private_file(staff.funder))


def test_an_ended_project_is_not_followed_up(staff, due):
    project = frappe.get_doc("Project Proposal", due.project)
    move(project, "Discontinued", staff.coordinator, **ENDED)
    with pytest.raises(FollowUpRefused):
        finish(due, staff.coach)


# ---------------------------------------------------------------- verified integration


@pytest.fixture
def year_old(staff):
    """A project whose activity started a year ago: both follow-ups are due."""
    return started_project(staff, add_months(today(), -12))


def integrate(project, actor):
    return move(project, "Economically Integrated", actor)


def test_both_follow_ups_are_needed(staff, year_old):
    follow_ups = follow_ups_of(year_old)
    assert refused_words(lambda: integrate(year_old, staff.coordinator)).count("is not done") == 2
    finish(follow_ups["6"], staff.coach)
    assert refused_words(lambda: integrate(year_old, staff.coordinator)).count("is not done") == 1
    finish(follow_ups["12"], staff.coach)
    integrated = integrate(year_old, staff.coordinator)
    assert (integrated.workflow_state, integrated.integrated_on) == ("Economically Integrated", getdate())


def test_a_stopped_activity_is_not_integrated(staff, year_old):
    follow_ups = follow_ups_of(year_old)
    finish(follow_ups["6"], staff.coach)
    stopped = {"activity_running": 0, "evidence": None, "stop_reason": "Machine en panne."}
    stopped["stop_reason_code"] = "Other"
    finish(follow_ups["12"], staff.coach, **stopped)
    assert "found the activity stopped" in refused_words(lambda: integrate(year_old, staff.coordinator))


def test_evidence_that_is_gone_does_not_count(staff, year_old):
    for follow_up in follow_ups_of(year_old).values():
        finish(follow_up, staff.coach)
    frappe.db.set_value(DOCTYPE, follow_ups_of(year_old)["6"].name, "evidence", None)
    assert "has no evidence" in refused_words(lambda: integrate(year_old, staff.coordinator))


def test_no_coach_of_the_project_confirms_it_not_even_a_former_one(staff):
    both = user_with(["Coach", "Coordinator"], PROVINCE).name
    project = make_project("Contracted", staff)
    project = move(project, "In Incubation", staff.coordinator, coach=both)
    evidence = {"activity_evidence_kind": "First Sale", "activity_evidence": make_private_file(both)}
    started = add_months(today(), -12)
    project = move(project, "Activity Started", both, activity_started_on=started, **evidence)
    for follow_up in follow_ups_of(project).values():
        finish(follow_up, both)
    assert refused_fields(lambda: integrate(project, both)) == {"coach"}

    project = edit(project, both, coach=staff.coach)
    assert refused_fields(lambda: integrate(project, both)) == {"coach"}
    assert integrate(project, staff.coordinator).workflow_state == "Economically Integrated"


def test_the_refusal_names_the_fields(staff, year_old):
    with pytest.raises(MoveRefused) as refusal:
        integrate(year_old, staff.coordinator)
    assert {item["field"] for item in refusal.value.missing} == {"integrated_on"}


# ---------------------------------------------------------------- the work list


def overdue(user):
    with acting_as(user):
        return {row["name"]: row["days"] for row in execute()[1]}


def test_what_is_overdue_is_a_work_list(staff):
    project = started_project(staff, add_days(add_months(today(), -6), -3))
    six, twelve = (follow_ups_of(project)[month].name for month in ("6", "12"))
    found = overdue(staff.coordinator)
    assert found[six] == (getdate() - getdate(frappe.db.get_value(DOCTYPE, six, "due_on"))).days
    assert twelve not in found

    finish(follow_ups_of(project)["6"], staff.coach)
    assert six not in overdue(staff.coordinator)


def test_another_province_and_an_ended_project_are_not_on_it(staff):
    project = started_project(staff, add_months(today(), -7))
    six = follow_ups_of(project)["6"].name
    assert six not in overdue(user_with("Coordinator", OTHER_PROVINCE).name)
    move(project, "Withdrawn", holder_user(project), end_reason="Je déménage.")
    assert six not in overdue(staff.coordinator)


def test_a_held_clock_makes_it_overdue_on_its_day(staff, held_clock):
    project = started_project(staff, "2026-08-31" if getdate() >= datetime.date(2026, 8, 31) else today())
    follow_up = follow_ups_of(project)["6"]
    held_clock(f"{add_days(follow_up.due_on, -1)} 12:00")
    assert follow_up.name not in overdue(staff.coordinator)
    held_clock(f"{follow_up.due_on} 00:30")
    assert overdue(staff.coordinator)[follow_up.name] == 0
