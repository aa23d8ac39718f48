"""Fifty approvals of 10,000 DH race for the 100,000 DH of one project: exactly ten win, by any door."""

import random
import time
from collections import Counter

import frappe
import pytest

from tests.disbursement.doors import DOORS, PAYMENT
from tests.factories import unique
from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.helpers.browser import Browser
from tests.helpers.processes import run_together
from tests.races.connections import every_connection, settings_of_the_server
from women_incubation.funding import ledger

RACERS, ATTEMPTS, WINNERS = 32, 50, 10
RACING_DOORS = ("rest_v1", "rest_v2_patch", "workflow_action", "our_api", "bulk_action")
LONGEST = 100  # seconds that a client keeps trying
PAUSE = (0.1, 0.8)  # seconds before it tries again; a crowd that comes back at once only meets itself


@pytest.fixture(scope="module")
def team(site):
    return make_team()


@pytest.fixture
def payments(team):
    """Verified payments of one project, five times what is committed for it."""
    frappe.set_user("Administrator")
    project = make_running_project(tranches=[500_000], committed=100_000)
    names = [make_payment(project, team, "Verified", amount=10_000).name for _ in range(ATTEMPTS)]
    frappe.db.commit()
    return project, names


@pytest.mark.parametrize("setting", settings_of_the_server())
def test_exactly_ten_approvals_win(site, team, payments, setting):
    project, names = payments
    client = Browser(site, team.funder)

    def race(number):
        with every_connection(setting):
            return [decided(client, names[i], i) for i in range(number, ATTEMPTS, RACERS)]

    answers = dict(answer for answers in run_together(race, RACERS) for answer in answers)
    frappe.db.rollback()
    statuses = Counter(answers.values())
    assert max(statuses) < 500, statuses
    approved = set(
        frappe.get_all(PAYMENT, {"project": project.name, "workflow_state": "Approved"}, pluck="name")
    )
    assert len(approved) == WINNERS
    assert {name for name, status in answers.items() if status == 200} == approved
    balance = ledger.project_balance(project.name, project.tranches[0].budget_line)
    assert balance.approved_centimes == WINNERS * 10_000_00
    assert frappe.db.count("Budget Movement", {"project": project.name, "kind": "Approve"}) == WINNERS
    assert ledger.reconcile() == []


def decided(client, name, number):
    """(name, last HTTP status) of a client that tries again while it is told to."""
    door = DOORS[RACING_DOORS[number % len(RACING_DOORS)]]
    until = time.time() + LONGEST
    while True:
        response = door(client, name, "Approve", "Approved")
        if response.status_code != 409 or time.time() > until:
            break
        time.sleep(random.uniform(*PAUSE))
    if door is DOORS["bulk_action"]:  # it answers 200 to everything; the state tells
        done = client.get(f"/api/resource/{PAYMENT}/{name}").json["data"]["workflow_state"] == "Approved"
        return name, 200 if done else 417
    return name, response.status_code


def test_the_same_approval_sent_by_many_is_made_once(site, team):
    """Thirty-two clients send one decision with one client key: all get the first answer."""
    frappe.set_user("Administrator")
    payment = make_payment(make_running_project(tranches=[1000]), team, "Verified")
    frappe.db.commit()
    client, key = Browser(site, team.funder), unique("key")
    body = {"client_key": key, "name": payment.name, "action": "Approve", "modified": str(payment.modified)}

    def race(number):
        until = time.time() + LONGEST
        while True:
            response = client.call("women_incubation.disbursement.api.decide", **body)
            if response.status_code != 409 or time.time() > until:
                return response.status_code, response.json.get("message")

    answers = run_together(race, RACERS)
    frappe.db.rollback()
    assert {status for status, _message in answers} == {200}
    assert len({str(message) for _status, message in answers}) == 1
    assert frappe.db.count("Budget Movement", {"reference_name": payment.name, "kind": "Approve"}) == 1
