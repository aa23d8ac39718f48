import frappe
import pytest

from tests.factories.disbursement import (
    accept,
    make_justification,
    make_paper,
    make_payment,
    make_running_project,
    make_team,
    move,
    walk,
)
from tests.factories.funding import make_line
from tests.helpers.acting import acting_as
from women_incubation.audit.private_files import FileNotPrivate, FileNotYours
from women_incubation.disbursement.errors import AmountRefused
from women_incubation.disbursement.release_checks import payments_on_their_way
from women_incubation.disbursement.tranche_states import tranche_states
from women_incubation.funding.errors import NotAnAmount
from women_incubation.incubation.errors import MoveRefused
from women_incubation.people.errors import InvalidRib


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def project(team):
    return make_running_project(tranches=[60_000, 40_000])


def refused_fields(project, team, **overrides):
    with pytest.raises(MoveRefused) as refusal:
        make_payment(project, team, "Requested", **overrides)
    return {item["field"] for item in refusal.value.missing}


def test_a_whole_tranche_or_a_part_of_it_is_requested(project, team):
    make_payment(project, team, "Requested", amount=20_000)
    make_payment(project, team, "Requested", amount=40_000)
    assert refused_fields(project, team, amount=0.01) == {"amount"}


def test_more_than_the_rest_of_a_tranche_is_refused(project, team):
    assert refused_fields(project, team, amount=60_000.01) == {"amount"}
    first = make_payment(project, team, "Requested", amount=60_000)
    move(first, team.controller, "Rejected", step_reason="Wrong payee")
    make_payment(project, team, "Requested", amount=60_000)


def test_everything_missing_is_said_at_once(project, team):
    fields = refused_fields(project, team, budget_line=make_line(1).name, evidence=[])
    assert fields == {"budget_line", "evidence"}
    assert refused_fields(project, team, tranche_number=7) == {"tranche_number"}


@pytest.mark.parametrize("state", ["Contracted", "Discontinued", "Economically Integrated"])
def test_only_a_running_project_is_paid(team, state):
    project = make_running_project(workflow_state=state)
    assert refused_fields(project, team) == {"project"}


def test_a_tranche_waits_for_the_started_activity(team):
    project = make_running_project(tranches=[10_000])
    frappe.db.set_value("Project Tranche", project.tranches[0].name, "condition", "Activity Started")
    assert refused_fields(project, team) == {"tranche_number"}
    frappe.db.set_value("Project Proposal", project.name, "workflow_state", "Activity Started")
    make_payment(project, team, "Requested")


def test_the_next_tranche_waits_until_the_last_is_paid_and_its_share_justified(project, team):
    second = {"tranche_number": 2, "amount": 40_000}
    first = make_payment(project, team, "Approved")
    assert refused_fields(project, team, **second) == {"tranche_number"}
    first = walk(first, team, "Paid")
    assert refused_fields(project, team, **second) == {"tranche_number"}
    accept(make_justification(first, team, 47_999.99), team)
    last = make_justification(first, team, 0.01)  # 48,000 of 60,000 is the rule's 80 %
    assert refused_fields(project, team, **second) == {"tranche_number"}
    accept(last, team)
    make_payment(project, team, "Requested", **second)
    line = project.tranches[0].budget_line
    assert tranche_states(project.name) == {(1, line): "Paid", (2, line): "Requested"}


@pytest.mark.parametrize("amount", [0, -1, 0.001, "abc", None])
def test_an_amount_is_exact_and_above_zero(project, team, amount):
    with pytest.raises((AmountRefused, NotAnAmount, frappe.MandatoryError)):
        make_payment(project, team, amount=amount)


def test_a_rib_has_the_right_key_and_is_stored_as_digits(project, team):
    with pytest.raises(InvalidRib):
        make_payment(project, team, rib="011780000012345678901297")
    assert make_payment(project, team, rib="011 780 0000123456789012 96").rib == "011780000012345678901296"


def test_papers_are_private_and_the_requesters_own(project, team):
    with acting_as(team.funder):
        others = make_paper()
    with pytest.raises(FileNotYours):
        make_payment(project, team, evidence=[{"label": "x", "file": others}])
    with pytest.raises((FileNotPrivate, FileNotYours)):
        make_payment(project, team, evidence=[{"label": "x", "file": "/files/public.pdf"}])


def test_money_on_its_way_keeps_a_project_from_giving_it_back(project, team):
    payment = make_payment(project, team)
    assert payments_on_their_way(project) == []
    for state in ("Requested", "Approved", "Paid"):
        payment = walk(payment, team, state)
        assert [item["field"] for item in payments_on_their_way(project)] == ["workflow_state"]
    walk(payment, team, "Received")
    assert payments_on_their_way(project) == []
