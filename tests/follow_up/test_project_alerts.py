"""Alerts about projects: one that stands still, a follow-up that is overdue; gone when something happens."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from tests.factories.follow_up import follow_ups_of, started_project
from tests.factories.incubation import make_project
from tests.factories.rows import bare_row
from tests.factories.territory import PROVINCE
from women_incubation.follow_up import project_alerts
from women_incubation.follow_up.alerts import raising

LONG_AGO = -61


@pytest.fixture
def still(staff):
    """A project in incubation that has not moved for 61 days; the settings say 60."""
    project = make_project("In Incubation", staff)
    steps = {"parent": project.name, "parenttype": "Project Proposal"}
    frappe.db.set_value("Project Path Step", steps, "happened_at", add_days(today(), LONG_AGO))
    return project


def found(project):
    return [row for row in project_alerts.stalled_projects() if row.reference_name == project.name]


def test_a_project_without_a_move_is_raised_with_its_state(still):
    (finding,) = found(still)
    assert (finding.unit, finding.detail) == (PROVINCE, "In Incubation")
    assert finding.since == getdate(add_days(today(), LONG_AGO))


@pytest.mark.parametrize(("days_ago", "raised"), [(60, False), (61, True)])
def test_the_settings_say_after_how_many_days(still, days_ago, raised):
    steps = {"parent": still.name, "parenttype": "Project Proposal"}
    frappe.db.set_value("Project Path Step", steps, "happened_at", add_days(today(), -days_ago))
    assert bool(found(still)) is raised


@pytest.mark.parametrize(
    ("doctype", "day"), [("Coaching Visit", "visit_date"), ("Project Milestone", "reached_on")]
)
def test_a_visit_or_a_milestone_is_a_sign_of_life(still, doctype, day):
    bare_row(doctype, PROVINCE, project=still.name, **{day: add_days(today(), -3)})
    assert found(still) == []


def test_what_waits_rightly_or_has_ended_is_not_raised(still):
    for state in ("Idea", "Waiting List", "Activity Started", "Withdrawn"):
        frappe.db.set_value("Project Proposal", still.name, "workflow_state", state)
        assert found(still) == []


def test_an_overdue_follow_up_is_raised_the_day_after_it_was_due(staff):
    project = started_project(staff)
    six = follow_ups_of(project)["6"]
    for due, raised in ((today(), False), (add_days(today(), -1), True)):
        frappe.db.set_value("Integration Follow-up", six.name, "due_on", due)
        names = [row.reference_name for row in project_alerts.overdue_follow_ups()]
        assert (six.name in names) is raised
    frappe.db.set_value("Project Proposal", project.name, "workflow_state", "Discontinued")
    assert six.name not in [row.reference_name for row in project_alerts.overdue_follow_ups()]


def test_the_nightly_run_raises_both_kinds_once(still):
    assert raising.refresh("Stalled Project")["raised"] >= 1
    assert raising.refresh("Stalled Project")["raised"] == 0
    assert frappe.db.exists("Alert", {"kind": "Stalled Project", "reference_name": still.name})
    raising.refresh("Overdue Follow-up")
