"""Sending a proposal: a complete file, amounts within the rule; everything missing is said at once."""

import frappe
import pytest

from tests.factories.funding import make_rule
from tests.factories.incubation import (
    edit,
    holder_user,
    make_call,
    make_holder,
    make_idea,
    make_private_file,
    move,
    submit,
)
from tests.helpers.refusals import refused_fields, refused_words
from women_incubation.funding.errors import NotAnAmount


def test_a_complete_file_is_sent(db):
    assert submit(make_idea(), None).workflow_state == "Submitted"


@pytest.mark.parametrize(
    "field", ["description", "market", "place_of_activity", "jobs_planned", "requested_amount"]
)
def test_an_empty_field_is_named(db, field):
    idea = make_idea(**{field: None})
    assert field in refused_fields(lambda: submit(idea, None))


def test_everything_missing_is_said_at_once_and_nothing_is_written(db):
    idea = make_idea(description=None, market="", jobs_planned=0, budget_items=[])
    fields = refused_fields(lambda: submit(idea, None))
    assert {"description", "market", "jobs_planned", "budget_items"} <= fields
    stored = frappe.get_doc("Project Proposal", idea.name)
    assert (stored.workflow_state, stored.submitted_on, stored.rule_snapshot) == ("Idea", None, None)


def test_the_answer_carries_the_fields_for_a_form(db):
    idea = make_idea(description=None)
    refused_fields(lambda: submit(idea, None))
    assert [item["field"] for item in frappe.local.response["missing"]] == ["description"]


@pytest.mark.parametrize("lacking", [{"amount": 0}, {"quote": None}])
def test_a_budget_row_without_amount_or_quote_is_named_by_its_number(db, lacking):
    holder = make_holder()
    full = {"label": "A", "amount": 100_000, "quote": make_private_file(holder.user)}
    idea = make_idea(holder, budget_items=[full, full | {"label": "B", "amount": 1} | lacking])
    assert "Row 2" in refused_words(lambda: submit(idea, None))


def test_request_and_own_contribution_must_cover_the_budget(db):
    idea = make_idea(own_contribution_kind=14_999.99)
    assert "requested_amount" in refused_fields(lambda: submit(idea, None))


def test_the_ceiling_itself_is_allowed_and_a_centime_more_is_not(db):
    rule = make_rule(ceiling=60_000)
    call = make_call(funding_rule=rule.name).name
    assert submit(make_idea(call=call), None).workflow_state == "Submitted"
    above = make_idea(call=call, requested_amount=60_000.01, own_contribution_kind=14_999.99)
    assert "requested_amount" in refused_fields(lambda: submit(above, None))


def test_own_contribution_counts_cash_and_kind_together_to_the_centime(db):
    rule = make_rule(max_share_percent=100, own_contribution_percent=40)
    call = make_call(funding_rule=rule.name).name
    in_kind_only = make_idea(call=call, own_contribution_cash=0, own_contribution_kind=40_000)
    assert submit(in_kind_only, None).workflow_state == "Submitted"
    below = make_idea(call=call, requested_amount=60_000.01, own_contribution_kind=14_999.99)
    assert "own_contribution_cash" in refused_fields(lambda: submit(below, None))


def test_the_largest_share_is_exact(db):
    rule = make_rule(max_share_percent=60, own_contribution_percent=0)
    call = make_call(funding_rule=rule.name).name
    above = make_idea(call=call, requested_amount=60_000.01, own_contribution_kind=14_999.99)
    assert "60 %" in refused_words(lambda: submit(above, None))


def test_a_third_decimal_is_refused_on_saving(db):
    with pytest.raises(NotAnAmount):
        make_idea(requested_amount=60_000.001)


def test_requested_changes_need_an_answer_before_it_is_sent_again(staff):
    project = move(submit(make_idea(), None), "Under Review", staff.coordinator)
    project = move(project, "Changes Requested", staff.coordinator, change_request="Précisez le marché.")
    woman = holder_user(project)
    assert refused_fields(lambda: move(project, "Submitted", woman)) == {"change_answer"}

    project = move(project, "Submitted", woman, change_answer="Les boutiques.", market="Trois boutiques.")
    assert project.workflow_state == "Submitted"


def test_a_second_request_for_changes_waits_for_a_second_answer(staff):
    project = move(submit(make_idea(), None), "Under Review", staff.coordinator)
    project = move(project, "Changes Requested", staff.coordinator, change_request="Le marché ?")
    project = move(project, "Submitted", holder_user(project), change_answer="Les boutiques.")
    project = move(project, "Under Review", staff.coordinator)
    project = move(project, "Changes Requested", staff.coordinator, change_request="Et les prix ?")
    assert project.change_answer is None
    assert refused_fields(lambda: move(project, "Submitted", holder_user(project))) == {"change_answer"}


def test_changes_are_requested_with_their_text(staff):
    project = move(submit(make_idea(), None), "Under Review", staff.coordinator)
    assert refused_fields(lambda: move(project, "Changes Requested", staff.coordinator)) == {
        "requested_changes"
    }


def test_total_cost_is_counted_on_the_server(db):
    idea = make_idea(total_cost=1)
    assert idea.total_cost == 100_000
    woman = holder_user(idea)
    assert edit(idea, woman, total_cost=5).total_cost == 100_000
