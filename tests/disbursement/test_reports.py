"""The reports about money: right figures of the user's territory, with a chart; and late tranches."""

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime, today

from tests.factories.disbursement import make_paper, make_payment, make_running_project, make_team, move
from tests.factories.funding import make_convention, make_line
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.disbursement import late_tranches

MONEY, LATE = "Money by Convention and Place", "Late Tranches"
REPORTS = (MONEY, LATE, "Bounced Payments", "Unjustified Payments", "Overrides", "Who Decided What")


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def project(team):
    return make_running_project(tranches=[1000, 500], line=make_line(2000, unit=PROVINCE))


def run(name, user, **filters):
    """(rows, chart) as the Desk gets them."""
    with acting_as(user):
        shown = frappe.get_doc("Report", name).execute_script_report(filters)
        return shown[1], shown[3]


def of(rows, name, key="name"):
    return [row for row in rows if row[key] == name]


def test_money_by_line_adds_up_to_the_ledger(project, team):
    make_payment(project, team, "Paid", amount=600)
    make_payment(project, team, "Approved", amount=400)
    line = project.tranches[0].budget_line
    rows, chart = run(MONEY, team.funder, by="Budget Line")
    (row,) = of(rows, line, "what")
    figures = (row.total, row.committed, row.approved, row.paid, row.left_to_commit, row.left_to_pay)
    assert figures == (2000, 1500, 1000, 600, 500, 900)
    assert row.paid_percent == 30
    assert set(chart["data"]["labels"]) <= {each.label for each in rows}


def test_money_is_grouped_by_convention_funder_and_place(project, team):
    convention = make_convention(amount=3000)
    for amount in (1000, 2000):
        make_line(amount, convention, unit=PROVINCE)
    officer = user_with("Programme Officer", PROVINCE).name
    for by, what in (("Convention", convention.name), ("Funder", convention.parties[0].organisation)):
        (row,) = of(run(MONEY, officer, by=by)[0], what, "what")
        assert (row.total, row.line_count) == (3000, 2)
    rows, _chart = run(MONEY, officer, by="Territorial Unit", convention=convention.name)
    assert [(row.what, row.total) for row in rows] == [(PROVINCE, 3000)]
    assert run(MONEY, officer, by="x'; drop table y", convention="'")[0] == []


def test_a_payment_that_waits_for_a_month_is_late(project, team):
    payment = make_payment(project, team, "Verified", amount=600)
    assert of(run(LATE, team.controller)[0], payment.name) == []
    frappe.db.set_value(
        "Disbursement Step",
        {"parent": payment.name, "step": "Request"},
        "happened_at",
        add_days(now_datetime(), -30),
    )
    rows, chart = run(LATE, team.controller)
    (row,) = of(rows, payment.name)
    assert (row.days, row.tranche_number, row.state) == (30, 1, "Verified")
    assert chart["data"]["labels"]
    (finding,) = [f for f in late_tranches.findings() if f.reference_name == payment.name]
    assert (finding.kind, finding.beneficiary, finding.unit) == (
        "Late Tranche",
        project.beneficiary,
        PROVINCE,
    )
    assert finding.since == getdate(add_days(today(), -30))
    move(
        move(payment, team.funder, "Approved"),
        team.payment_officer,
        "Paid",
        bank_reference="V",
        paid_on=today(),
    )
    assert of(run(LATE, team.controller)[0], payment.name) == []


def test_bounced_payments_say_why(project, team):
    payment = make_payment(project, team, "Paid", amount=600)
    move(payment, team.payment_officer, "Bounced", step_reason="Account closed")
    (row,) = of(run("Bounced Payments", team.controller)[0], payment.name)
    assert (row.reason, row.actor, row.amount) == ("Account closed", team.payment_officer, 600)


def test_what_is_paid_and_not_justified_is_shown_until_it_is(project, team):
    payment = make_payment(project, team, "Paid", amount=600)
    with acting_as(team.coordinator):
        values = {"disbursement": payment.name, "amount": 200, "spent_on": today(), "label": "Machine"}
        paper = frappe.get_doc({"doctype": "Expense Justification", **values, "paper": make_paper()}).insert()
    (row,) = of(run("Unjustified Payments", team.controller)[0], payment.name)
    assert (row.accepted, row.waiting, row.unjustified) == (0, 200, 600)
    with acting_as(team.controller):
        paper.reload().update({"status": "Accepted"}).save()
    (row,) = of(run("Unjustified Payments", team.controller)[0], payment.name)
    assert (row.accepted, row.waiting, row.unjustified) == (200, 0, 400)


def test_who_decided_what_names_each_step_of_the_period(project, team):
    payment = make_payment(project, team, "Approved", amount=600)
    rows, chart = run("Who Decided What", team.controller)
    assert [row.step for row in of(rows, payment.name)] == ["Approve", "Verify", "Request"]
    assert sum(chart["data"]["datasets"][0]["values"]) == len(rows)
    mine = run("Who Decided What", team.controller, person=team.funder)[0]
    assert {row.actor for row in mine} == {team.funder}
    past = run("Who Decided What", team.controller, to_date=add_days(today(), -1))[0]
    assert of(past, payment.name) == []


def test_overrides_show_who_decided_beside_the_rule(project, team):
    officer = user_with("Programme Officer", PROVINCE).name
    frappe.db.set_value(
        "Project Proposal",
        project.name,
        {"training_derogation_by": officer, "training_derogation_reason": "Diploma"},
    )
    (row,) = of(run("Overrides", officer)[0], project.name)
    assert (row["kind"], row["person"], row["reason"]) == ("Training Derogation", officer, "Diploma")


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_shows_the_readers_territory_only(project, team, report):
    payment = make_payment(project, team, "Paid", amount=600)
    move(payment, team.payment_officer, "Bounced", step_reason="Closed")
    make_payment(project, team, "Paid", amount=500)
    stranger = user_with("Controller", OTHER_PROVINCE).name
    mine = {project.name, project.tranches[0].budget_line, PROVINCE}
    for row in run(report, stranger, by="Budget Line")[0]:
        assert not mine & {row.get(key) for key in ("project", "what", "unit", "name")}
