"""Fifty projects of 10,000 DH race for a line of 100,000 DH, signed by real requests: exactly ten win."""

import json
import random
import time
from collections import Counter

import frappe
import pytest

from tests.factories.funding import make_line
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.browser import Browser
from tests.helpers.processes import run_together
from tests.races.connections import every_connection, settings_of_the_server
from tests.races.projects import approved_projects
from women_incubation.funding import ledger

PROJECT, ACTION, STATE = "Project Proposal", "Sign Contract", "Contracted"
RACERS, ATTEMPTS, WINNERS = 32, 50, 10
LONGEST = 100  # seconds that a client keeps trying
PAUSE = (0.1, 0.8)  # seconds before it tries again; a crowd that comes back at once only meets itself


def by_rest(client, name):
    return client.put(f"/api/resource/{PROJECT}/{name}", workflow_state=STATE)


def by_action(client, name):
    doc = json.dumps({"doctype": PROJECT, "name": name})
    return client.call("frappe.model.workflow.apply_workflow", doc=doc, action=ACTION)


def by_bulk(client, name):
    method = "frappe.model.workflow.bulk_workflow_approval"
    return client.call(method, docnames=json.dumps([name]), doctype=PROJECT, action=ACTION)


DOORS = (by_rest, by_action, by_bulk)


def signed(client, name, door):
    """(name, last HTTP status, won) of a client that tries again while it is told to."""
    until = time.time() + LONGEST
    while True:
        response = door(client, name)
        won = response.status_code == 200
        if door is by_bulk and won:  # it answers 200 to everything; the state tells
            shown = client.get(f"/api/resource/{PROJECT}/{name}").json["data"]
            won = shown["workflow_state"] == STATE
        if response.status_code != 409 or time.time() > until:
            return name, response.status_code, won
        time.sleep(random.uniform(*PAUSE))


@pytest.mark.parametrize("setting", settings_of_the_server())
def test_exactly_ten_contracts_win(site, setting):
    frappe.set_user("Administrator")
    line = make_line(100_000)
    names = approved_projects(line, ATTEMPTS, 10_000)
    client = Browser(site, user_with("Funder", PROVINCE).name)
    frappe.db.commit()

    def race(number):
        with every_connection(setting):
            mine = range(number, ATTEMPTS, RACERS)
            return [signed(client, names[i], DOORS[i % len(DOORS)]) for i in mine]

    answers = [answer for answers in run_together(race, RACERS) for answer in answers]
    frappe.db.rollback()
    statuses = Counter(status for _name, status, _won in answers)
    assert max(statuses) < 500, statuses
    contracted = set(frappe.get_all(PROJECT, {"name": ["in", names], "workflow_state": STATE}, pluck="name"))
    assert len(contracted) == WINNERS, statuses
    assert {name for name, _status, won in answers if won} == contracted
    assert ledger.line_balance(line.name).committed_centimes == WINNERS * 10_000_00
    made = frappe.get_all("Budget Movement", {"budget_line": line.name, "kind": "Commit"}, pluck="project")
    assert sorted(made) == sorted(contracted)
    assert ledger.reconcile() == []
