import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.disbursement import (
    accept,
    make_justification,
    make_payment,
    make_running_project,
    make_team,
)
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.disbursement.errors import JustificationDecided, JustificationRefused, NotTheController
from women_incubation.funding.errors import NotAnAmount


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def payment(team):
    return make_payment(make_running_project(tranches=[1000]), team, "Paid")


def decide(doc, user, status, **values):
    with acting_as(user):
        doc = frappe.get_doc(doc.doctype, doc.name)
        doc.update({"status": status, **values})
        return doc.save()


def test_a_controller_accepts_what_another_entered(payment, team):
    entered = make_justification(payment, team, 1000)
    assert (entered.project, entered.unit, entered.status) == (payment.project, PROVINCE, "Submitted")
    accepted = accept(entered, team)
    assert accepted.decided_by == team.controller
    assert frappe.db.exists(
        "Audit Entry", {"action": "justification_decided", "reference_name": entered.name}
    )


def test_nobody_else_decides(payment, team):
    entered = make_justification(payment, team, 10)
    for user in (team.coach, team.coordinator, "Administrator"):
        with pytest.raises(NotTheController):
            decide(entered, user, "Accepted")
    both = user_with(["Coach", "Controller"], PROVINCE).name
    team.coach = both
    with pytest.raises(NotTheController):
        decide(make_justification(payment, team, 10), both, "Accepted")


def test_together_they_stay_within_the_payment(payment, team):
    first = make_justification(payment, team, 600)
    with pytest.raises(JustificationRefused, match="too much"):
        make_justification(payment, team, 400.01)
    make_justification(payment, team, 400)
    decide(first, team.controller, "Refused", decision_reason="Not an invoice")
    make_justification(payment, team, 600)


def test_a_decision_changes_nothing_else_and_is_final(payment, team):
    entered = make_justification(payment, team, 10)
    with pytest.raises(JustificationRefused):
        decide(entered, team.controller, "Accepted", amount=20)
    with pytest.raises(JustificationRefused, match="Write why"):
        decide(entered, team.controller, "Refused")
    accept(entered, team)
    with pytest.raises(JustificationDecided):
        decide(entered, team.controller, "Refused", decision_reason="Changed my mind")
    with pytest.raises(JustificationDecided):
        frappe.get_doc(entered.doctype, entered.name).delete()


@pytest.mark.parametrize("wrong", [{"status": "Accepted"}, {"spent_on": "2999-01-01"}, {"amount": 0}])
def test_what_makes_no_sense_is_refused(payment, team, wrong):
    with pytest.raises(JustificationRefused):
        make_justification(payment, team, **({"amount": 1} | wrong))
    with pytest.raises(NotAnAmount):
        make_justification(payment, team, 0.001)
    make_justification(payment, team, 1, spent_on=add_days(today(), -3))


def test_only_money_that_was_paid_is_justified(team):
    payment = make_payment(make_running_project(), team, "Approved")
    with pytest.raises(JustificationRefused, match="payment that was made"):
        make_justification(payment, team, 1)
