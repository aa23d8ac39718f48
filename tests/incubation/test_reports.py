"""The reports of incubation: right figures, of the user's territory only."""

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import add_days, today

from tests.factories.incubation import make_project, make_staff
from tests.factories.people import make_beneficiary
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as

pytestmark = pytest.mark.usefixtures("db")
REPORTS = (
    "Project Pipeline",
    "From Registration to Integration",
    "Coaching Load",
    "Reasons of Refusal and Ending",
    "Appeals",
    "Integration and Survival",
)


def rows_of(name, user, **filters):
    """The rows that the Desk shows to a user."""
    filters = {"from_date": add_days(today(), -400), "to_date": today(), **filters}
    with acting_as(user):
        return [row for row in run(name, filters)["result"] if isinstance(row, dict)]


@pytest.fixture
def coordinator(db):
    return user_with("Coordinator", PROVINCE).name


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_runs_on_an_empty_and_on_a_foreign_territory(name):
    stranger = user_with("Coordinator", OTHER_PROVINCE).name
    before = rows_of(name, stranger)
    make_project("Activity Started", make_staff())
    assert rows_of(name, stranger) == before


def test_the_pipeline_counts_projects_by_state_with_their_days(coordinator):
    project = make_project("Shortlisted", make_staff())
    frappe.db.set_value(
        "Project Path Step",
        {"parent": project.name, "to_state": "Shortlisted"},
        "happened_at",
        add_days(today(), -10),
    )
    before = {row["state"]: row for row in rows_of("Project Pipeline", coordinator)}
    assert before["Shortlisted"]["projects"] >= 1
    assert before["Shortlisted"]["days_here"] > 0


def test_the_funnel_narrows_step_by_step(coordinator):
    for stage in ("Registered", "Selected", "Economically Integrated", "Left"):
        woman = make_beneficiary()
        selected = "Registered" if stage == "Registered" else "Selected"
        frappe.db.set_value("Beneficiary", woman.name, {"stage": stage, "selection_status": selected})
    women = [row["women"] for row in rows_of("From Registration to Integration", coordinator)]
    assert women == sorted(women, reverse=True)
    assert women[0] >= 4
    assert women[-1] >= 1


def test_a_coach_s_load_counts_projects_and_visits(coordinator):
    staff = make_staff()
    project = make_project("In Incubation", staff)
    bare_row(
        "Coaching Visit",
        PROVINCE,
        project=project.name,
        coach=staff.coach,
        visit_date=add_days(today(), -5),
        uuid="u1",
    )
    bare_row(
        "Project Milestone", PROVINCE, project=project.name, status="Planned", due_on=add_days(today(), -1)
    )
    (row,) = [row for row in rows_of("Coaching Load", coordinator) if row["coach"] == staff.coach]
    assert (row["projects"], row["visits"], row["not_visited"], row["overdue"]) == (1, 1, 0, 1)


def test_reasons_are_counted_by_kind(coordinator):
    for code in ("Market", "Market", ""):
        project = bare_row(
            "Project Proposal",
            PROVINCE,
            workflow_state="Withdrawn",
            end_reason_code=code,
            requested_amount=1000,
        )
        frappe.get_doc(
            {
                "doctype": "Project Path Step",
                "parent": project,
                "parenttype": "Project Proposal",
                "parentfield": "path_steps",
                "idx": 1,
                "action": "Withdraw",
                "to_state": "Withdrawn",
                "happened_at": today(),
            }
        ).db_insert()
    rows = {row["reason"]: row for row in rows_of("Reasons of Refusal and Ending", coordinator)}
    assert rows["Market"]["projects"] == 2
    assert rows["Not Given"]["projects"] >= 1
    assert 0 < rows["Market"]["share"] < 100


def test_appeals_wait_until_they_are_decided(coordinator):
    bare_row("Project Appeal", PROVINCE, status="Lodged", lodged_on=add_days(today(), -6), decided_on=None)
    bare_row(
        "Project Appeal",
        PROVINCE,
        status="Upheld",
        lodged_on=add_days(today(), -9),
        decided_on=add_days(today(), -5),
    )
    days = {row["status"]: row["days"] for row in rows_of("Appeals", coordinator)}
    assert days == {"Lodged": 6, "Upheld": 4}


def test_survival_is_the_share_of_visits_that_found_the_activity_running(coordinator):
    project = bare_row("Project Proposal", PROVINCE, workflow_state="Activity Started")
    for number, running in enumerate((1, 1, 0)):
        other = (
            project
            if number == 0
            else bare_row("Project Proposal", PROVINCE, workflow_state="Activity Started")
        )
        bare_row(
            "Integration Follow-up",
            PROVINCE,
            project=other,
            month="6",
            due_on=add_days(today(), -2),
            status="Done",
            activity_running=running,
            monthly_income=3000,
            jobs=2,
        )
    (row,) = [row for row in rows_of("Integration and Survival", coordinator) if row["month"] == "6"]
    assert (row["done"], row["running"], row["jobs"], row["income"]) == (3, 2, 4, 3000)
    assert row["survival"] == 66.6


def test_a_woman_opens_no_report():
    woman = user_with("Woman").name
    for name in REPORTS:
        with acting_as(woman), pytest.raises(frappe.PermissionError):
            run(name, {})
