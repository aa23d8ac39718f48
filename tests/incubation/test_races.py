"""Two things at the same moment, in real processes, with both settings of snapshot isolation."""

import time

import frappe
import pytest

from tests.factories import unique
from tests.factories.funding import make_line
from tests.factories.incubation import (
    DOCTYPE,
    holder_user,
    make_call,
    make_evaluation,
    make_holder,
    make_idea,
    make_project,
    move,
)
from tests.helpers.acting import acting_as
from tests.helpers.processes import run_together, snapshot_isolation
from women_incubation.funding import ledger
from women_incubation.incubation import api
from women_incubation.incubation.errors import MoveRefused

both_settings = pytest.mark.parametrize("isolation", [0, 1])


def attempt(work):
    """ "done", or the name of the error; what was done is committed."""
    try:
        work()
        frappe.db.commit()
    except frappe.ValidationError as refusal:
        frappe.db.rollback()
        return type(refusal).__name__
    return "done"


@both_settings
def test_of_eight_ideas_sent_at_once_a_woman_has_one_project(site, isolation):
    holder, call = make_holder(), make_call()
    ideas = [make_idea(holder, call.name).name for _number in range(8)]
    key = unique("k")
    frappe.db.commit()

    def send(number):
        with acting_as(holder.user):
            return attempt(lambda: api.submit_proposal(f"{key}-{number}", ideas[number]))

    answers = run_together(send, len(ideas), snapshot_isolation(isolation))
    frappe.db.rollback()
    sent = frappe.get_all(DOCTYPE, filters={"beneficiary": holder.name, "workflow_state": "Submitted"})
    assert len(sent) == 1
    assert answers.count("done") == 1
    assert set(answers) <= {"done", "MoveRefused", "TryAgain"}


@both_settings
def test_a_view_of_yesterday_does_not_hide_the_other_project(site, isolation):
    """The second process looked around before the first one sent, and sends after it."""
    holder, call = make_holder(), make_call()
    ideas = [make_idea(holder, call.name) for _number in range(2)]
    frappe.db.commit()

    def send(number):
        frappe.db.count(DOCTYPE)  # from here on this process sees the database as it is now
        time.sleep(0.5 + 2 * number)
        return attempt(lambda: move(ideas[number], "Submitted", holder.user))

    answers = run_together(send, 2, snapshot_isolation(isolation))
    assert answers[0] == "done"
    assert answers[1] in {"MoveRefused", "TryAgain"}


@both_settings
def test_the_same_request_sent_sixteen_times_makes_one_proposal(site, isolation):
    holder, call, key = make_holder(), make_call(), unique("k")
    frappe.db.commit()
    values = {"title": "Une fois", "call": call.name, "sector": "Crafts"}
    names = []

    def save(_number):
        with acting_as(holder.user):
            return attempt(lambda: names.append(api.save_proposal(key, values)["name"])), names

    answers = run_together(save, 16, snapshot_isolation(isolation))
    frappe.db.rollback()
    stored = frappe.get_all(DOCTYPE, filters={"beneficiary": holder.name}, pluck="name")
    assert len(stored) == 1
    assert {answer for answer, _names in answers} <= {"done", "TryAgain"}
    assert {name for _answer, given in answers for name in given} == set(stored)


@both_settings
def test_a_withdrawal_and_a_contract_at_once_leave_no_money_behind(site, province_staff, isolation):
    """Whichever comes first, nothing stays committed for a withdrawn project."""
    project = make_project("Approved", province_staff)
    line = make_line()
    frappe.db.commit()
    steps = [
        lambda: move(
            project,
            "Contracted",
            province_staff.funder,
            financing=[{"budget_line": line.name, "amount": project.granted_amount}],
        ),
        lambda: move(project, "Withdrawn", holder_user(project), end_reason="Je déménage."),
    ]
    run_together(lambda number: attempt(steps[number]), 2, snapshot_isolation(isolation))
    frappe.db.rollback()
    state = frappe.db.get_value(DOCTYPE, project.name, "workflow_state")
    committed = ledger.line_balance(line.name).committed_centimes
    assert (state, committed) in {("Contracted", 6_000_000), ("Withdrawn", 0)}


@both_settings
def test_one_evaluator_in_two_windows_writes_one_evaluation(site, province_staff, isolation):
    project = make_project("Under Review", province_staff)
    frappe.db.commit()
    write = lambda _number: attempt(lambda: make_evaluation(project, province_staff.evaluator))  # noqa: E731
    run_together(write, 6, snapshot_isolation(isolation))
    frappe.db.rollback()
    assert frappe.db.count("Proposal Evaluation", {"project": project.name}) == 1


def test_a_refusal_inside_a_process_is_a_refusal(site):
    idea = make_idea(description=None)
    frappe.db.commit()
    with acting_as(holder_user(idea)), pytest.raises(MoveRefused):
        api.submit_proposal(unique("k"), idea.name)
