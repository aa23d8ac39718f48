"""A project from idea to verified integration, each step by the person whose step it is."""

import json

import frappe
from frappe.utils import add_months, getdate, today

from tests.factories.incubation import (
    holder_user,
    make_idea,
    make_private_file,
    make_project,
    make_staff,
    move,
    submit,
)
from tests.helpers.acting import acting_as
from women_incubation.funding import ledger


def finish_follow_ups(project, staff, held_clock) -> None:
    for months in (6, 12):
        held_clock(f"{add_months(project.activity_started_on, months)} 10:00")
        name = frappe.db.get_value("Integration Follow-up", {"project": project.name, "month": str(months)})
        evidence = make_private_file(staff.coach)
        with acting_as(staff.coach):
            follow_up = frappe.get_doc("Integration Follow-up", name)
            found = {"activity_running": 1, "jobs": 2, "monthly_income": 3500, "evidence": evidence}
            follow_up.update({"status": "Done", "done_on": today(), **found})
            follow_up.save()


def test_from_idea_to_verified_integration(db, held_clock):
    staff = make_staff()
    project = make_project("Activity Started", staff)
    finish_follow_ups(project, staff, held_clock)

    project = move(project, "Economically Integrated", staff.coordinator)

    assert getdate(project.integrated_on) == getdate()
    states = [step.to_state for step in project.path_steps if step.to_state]
    assert states == [
        "Submitted",
        "Under Review",
        "Shortlisted",
        "Approved",
        "Contracted",
        "In Incubation",
        "Activity Started",
        "Economically Integrated",
    ]
    stage = frappe.db.get_value("Beneficiary", project.beneficiary, "stage")
    assert stage == "Economically Integrated"


def test_what_each_move_leaves_behind(db):
    staff = make_staff()
    project = make_project("In Incubation", staff)

    assert getdate(project.submitted_on) == getdate()
    assert json.loads(project.rule_snapshot)["ceiling_centimes"] == 30_000_000
    assert project.total_cost == 100_000
    assert project.evaluation_score == 80.0
    assert project.granted_amount == 60_000
    assert project.decision_reason == "مشروع متين."
    assert [(row.number, row.amount, row.percent) for row in project.tranches] == [
        (1, 36_000, 60),
        (2, 24_000, 40),
    ]
    balance = ledger.project_balance(project.name, project.financing[0].budget_line)
    assert balance.committed_centimes == 6_000_000


def test_a_project_that_a_coordinator_writes_for_her(db):
    staff = make_staff()
    idea = make_idea()
    project = move(idea, "Submitted", staff.coordinator)
    assert project.path_steps[-1].actor == staff.coordinator
    assert holder_user(project) != staff.coordinator


def test_the_snapshot_of_the_rule_stays_when_the_rule_changes(db):
    project = submit(make_idea(), None)
    rule = frappe.get_doc(
        "Funding Rule", frappe.db.get_value("Call for Projects", project.call, "funding_rule")
    )
    rule.ceiling = 50_000
    rule.save()
    kept = json.loads(frappe.db.get_value("Project Proposal", project.name, "rule_snapshot"))
    assert kept["ceiling_centimes"] == 30_000_000
