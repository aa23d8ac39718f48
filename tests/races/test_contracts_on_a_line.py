"""Fifty contracts of 10,000 DH race for a line of 100,000 DH: exactly ten win."""

import time
from collections import Counter

import frappe
import pytest

from tests.factories import unique
from tests.factories.funding import make_line, reference
from tests.helpers.processes import run_together, snapshot_isolation
from women_incubation.audit.errors import TryAgain
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.funding import ledger
from women_incubation.funding.errors import LineExceeded

RACERS, ATTEMPTS, WINNERS = 32, 50, 10
LONGEST = 100  # seconds that a client keeps trying


@pytest.fixture
def line(site):
    frappe.set_user("Administrator")
    name = make_line(100_000).name
    frappe.db.commit()
    return name


@retry_on_conflict
def contract(line, project):
    ledger.commit(line, project, 10_000_00, f"commit/{project}", reference(project))
    frappe.db.commit()


def contracted(line, project):
    """ "won", or "refused" by the line's ceiling; a client that is told to try again does."""
    until = time.time() + LONGEST
    while time.time() < until:
        try:
            contract(line, project)
        except TryAgain:
            continue
        except LineExceeded:
            frappe.db.rollback()
            return "refused"
        return "won"
    return "gave up"


@pytest.mark.parametrize("setting", [0, 1])
def test_exactly_ten_contracts_win_in_the_ledger(line, setting):
    projects = [unique("PRJ") for _ in range(ATTEMPTS)]

    def race(number):
        return [(projects[i], contracted(line, projects[i])) for i in range(number, ATTEMPTS, RACERS)]

    answers = run_together(race, RACERS, settings=snapshot_isolation(setting))
    outcome = dict(pair for pairs in answers for pair in pairs)
    frappe.db.rollback()
    assert Counter(outcome.values()) == {"won": WINNERS, "refused": ATTEMPTS - WINNERS}
    assert ledger.line_balance(line).committed_centimes == 100_000_00
    winners = set(frappe.get_all("Budget Movement", {"budget_line": line, "kind": "Commit"}, pluck="project"))
    assert winners == {project for project, what in outcome.items() if what == "won"}
    assert ledger.reconcile() == []


def test_many_first_commitments_of_one_project_share_one_balance(line):
    """The project's balance row is made by whoever comes first; nobody overwrites it, nobody fails."""
    project = unique("PRJ")

    @retry_on_conflict
    def commit(number):
        ledger.commit(line, project, 1_000_00, f"{project}/{number}", reference(project))
        frappe.db.commit()

    def race(number):
        while True:
            try:
                return commit(number)
            except TryAgain:
                continue

    run_together(race, RACERS)
    frappe.db.rollback()
    assert ledger.project_balance(project, line).committed_centimes == RACERS * 1_000_00
    assert frappe.db.count("Project Balance", {"project": project}) == 1
    assert ledger.reconcile() == []
