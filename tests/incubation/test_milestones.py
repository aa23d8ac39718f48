"""A project's plan: what is to be reached, evidenced when it is, and waited for by a tranche."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.incubation import make_private_file, make_project, make_staff
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.incubation.errors import MilestoneFrozen, MilestoneRefused, NotOnThisProject
from women_incubation.incubation.milestones import reached_before_tranche

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def staff():
    return make_staff()


@pytest.fixture
def project(staff):
    return make_project("In Incubation", staff)


def plan(project, actor, **overrides):
    values = {"doctype": "Project Milestone", "project": project.name, "title": "Machine bought"}
    values |= {"due_on": add_days(today(), 30)}
    with acting_as(actor):
        return frappe.get_doc(values | overrides).insert()


def reach(milestone, actor, **overrides):
    values = {"status": "Reached", "reached_on": today(), "evidence": make_private_file(actor)}
    with acting_as(actor):
        return milestone.update(values | overrides).save()


def test_the_coach_plans_and_evidences_a_milestone(project, staff):
    milestone = reach(plan(project, staff.coach), staff.coach)
    assert (milestone.status, milestone.reached_by, milestone.unit) == ("Reached", staff.coach, project.unit)


def test_another_coach_has_no_part_in_it(project, staff):
    other = user_with("Coach", project.unit).name
    with pytest.raises(NotOnThisProject):
        plan(project, other)
    with pytest.raises(NotOnThisProject):
        plan(project, "Administrator")
    assert plan(project, staff.coordinator).name


@pytest.mark.parametrize(
    ("missing", "field"),
    [
        ({"evidence": None}, "evidence"),
        ({"reached_on": None}, "reached_on"),
        ({"reached_on": "2190-01-01"}, "reached_on"),
    ],
)
def test_reached_needs_its_day_and_its_evidence(project, staff, missing, field):
    milestone = plan(project, staff.coach)
    with pytest.raises(MilestoneRefused) as refused:
        reach(milestone, staff.coach, **missing)
    assert [item["field"] for item in refused.value.missing] == [field]


def test_dropped_needs_a_reason(project, staff):
    milestone = plan(project, staff.coach)
    with acting_as(staff.coach), pytest.raises(MilestoneRefused):
        milestone.update({"status": "Dropped"}).save()


def test_a_reached_milestone_stays(project, staff):
    milestone = reach(plan(project, staff.coach), staff.coach)
    with acting_as(staff.coach), pytest.raises(MilestoneFrozen):
        milestone.update({"title": "Something else"}).save()
    with pytest.raises(MilestoneFrozen):
        frappe.delete_doc("Project Milestone", milestone.name)


def test_a_project_that_is_not_under_way_is_not_planned(staff):
    project = make_project("Shortlisted", staff)
    with pytest.raises(MilestoneRefused):
        plan(project, staff.coordinator)


def test_a_milestone_opens_a_tranche_that_there_is(project, staff):
    with pytest.raises(MilestoneRefused):
        plan(project, staff.coach, tranche_number=9)


def test_a_tranche_waits_for_its_milestones(project, staff):
    terms = {"number": 2, "milestone": None}
    assert reached_before_tranche(project, terms) == []
    milestone = plan(project, staff.coach, tranche_number=2)
    assert "Machine bought" in reached_before_tranche(project, terms)[0]["message"]
    assert reached_before_tranche(project, {"number": 1, "milestone": None}) == []
    reach(milestone, staff.coach)
    assert reached_before_tranche(project, terms) == []


def test_a_tranche_waits_for_the_milestone_that_its_rule_names(project, staff):
    terms = {"number": 1, "milestone": "Shop opened"}
    assert "Shop opened" in reached_before_tranche(project, terms)[0]["message"]
    reach(plan(project, staff.coach, title="Shop opened"), staff.coach)
    assert reached_before_tranche(project, terms) == []
