"""Money that was paid and not spent comes back to its line, by the hands of three persons."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.disbursement import make_paper, make_payment, make_running_project, make_team
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.disbursement.errors import RecoveryRefused, SamePersonTwice
from women_incubation.funding import ledger
from women_incubation.funding.errors import LineExceeded, NoBalance


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def project(team):
    """A project whose only tranche of 1,000 DH is paid, the whole of its line."""
    project = make_running_project(tranches=[1000])
    make_payment(project, team, "Paid")
    return project


def order(project, by, amount=400, **values):
    row = {"doctype": "Recovery Order", "project": project.name, "amount": amount, "reason": "Not spent"}
    row["budget_line"] = project.tranches[0].budget_line
    with acting_as(by):
        return frappe.get_doc(row | values).insert()


def step(doc, by, status, **values):
    with acting_as(by):
        doc = frappe.get_doc(doc.doctype, doc.name)
        return doc.update({"status": status, **values}).save()


def received(**values):
    return {"bank_reference": "VIR 9", "received_on": today()} | values


def test_money_comes_back_to_the_line_and_can_be_committed_again(project, team):
    line = project.tranches[0].budget_line
    doc = step(order(project, team.controller), team.funder, "Ordered")
    assert ledger.line_balance(line).paid_centimes == 1000_00
    with pytest.raises(LineExceeded):
        ledger.commit(line, unique("PRJ"), 1, unique("key"), doc)
    doc = step(doc, team.payment_officer, "Recovered", **received())
    assert (doc.prepared_by, doc.ordered_by, doc.recorded_by) == (
        team.controller,
        team.funder,
        team.payment_officer,
    )
    row = ledger.line_balance(line)
    assert (row.committed_centimes, row.approved_centimes, row.paid_centimes) == (600_00, 600_00, 600_00)
    movement = frappe.get_doc("Budget Movement", {"reference_name": doc.name})
    assert (movement.kind, movement.paid_delta_centimes) == ("Recover", -400_00)
    ledger.commit(line, unique("PRJ"), 400_00, unique("key"), doc)
    assert ledger.reconcile() == []


def test_only_what_is_neither_justified_nor_asked_back_is_asked(project, team):
    payment = frappe.db.get_value("Funding Disbursement", {"project": project.name})
    with acting_as(team.coordinator):
        values = {"disbursement": payment, "amount": 700, "spent_on": today(), "label": "Machine"}
        paper = frappe.get_doc({"doctype": "Expense Justification", **values, "paper": make_paper()}).insert()
    with acting_as(team.controller):
        paper.reload().update({"status": "Accepted"}).save()
    with pytest.raises(RecoveryRefused, match="too much"):
        order(project, team.controller, 300.01)
    order(project, team.controller, 200)
    with pytest.raises(RecoveryRefused, match="too much"):
        order(project, team.controller, 100.01)


def test_no_person_takes_two_steps_and_each_step_has_its_role(project, team):
    everybody = user_with(["Controller", "Funder", "Payment Officer"], project.unit).name
    doc = order(project, everybody)
    with pytest.raises(SamePersonTwice):
        step(doc, everybody, "Ordered")
    with pytest.raises(frappe.PermissionError):
        step(doc, team.payment_officer, "Ordered")
    doc = step(doc, team.funder, "Ordered")
    with pytest.raises(SamePersonTwice):
        step(doc, everybody, "Recovered", **received())
    with pytest.raises(frappe.PermissionError):
        order(project, team.coordinator)
    step(doc, team.payment_officer, "Recovered", **received())


def test_no_step_is_skipped_and_what_was_ordered_stays(project, team):
    doc = order(project, team.controller)
    with pytest.raises(RecoveryRefused, match="no step"):
        step(doc, team.payment_officer, "Recovered", **received())
    doc = step(doc, team.funder, "Ordered")
    with pytest.raises(RecoveryRefused, match="stay as they are"):
        step(doc, team.payment_officer, "Recovered", **received(reason="Other"))
    other = make_running_project().tranches[0].budget_line
    with pytest.raises(RecoveryRefused, match="stay as they are"):
        step(doc, team.payment_officer, "Recovered", **received(budget_line=other))
    for missing in ({"bank_reference": " "}, {"received_on": add_days(today(), 1)}, {"received_on": None}):
        with pytest.raises(RecoveryRefused):
            step(doc, team.payment_officer, "Recovered", **received(**missing))
    with pytest.raises(RecoveryRefused, match="never deleted"):
        frappe.delete_doc("Recovery Order", doc.name)
    step(doc, team.funder, "Cancelled")


def test_an_order_is_about_money_that_was_paid(team):
    unpaid = make_running_project(tranches=[1000])
    with pytest.raises(RecoveryRefused, match="too much"):
        order(unpaid, team.controller, 1)
    with pytest.raises(NoBalance):
        order(unpaid, team.controller, 1, budget_line=make_running_project().tranches[0].budget_line)
