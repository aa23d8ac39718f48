"""Calls for projects: dates, weights and rule fit together, and a published call keeps its promise."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.funding import make_rule
from tests.factories.incubation import make_call, make_holder
from tests.factories.territory import PROVINCE, REGION
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.funding.errors import RuleNotInForce
from women_incubation.incubation.errors import CallFrozen, CallNotConsistent


def criteria(*weights):
    return [
        {"title_fr": f"Critère {number}", "title_ar": f"معيار {number}", "weight": weight, "max_score": 10}
        for number, weight in enumerate(weights)
    ]


def changed(call, **values):
    doc = frappe.get_doc("Call for Projects", call.name)
    doc.update(values)
    return doc.save()


@pytest.mark.parametrize("weights", [(100,), (33.33, 33.33, 33.34), (50, 50)])
def test_weights_make_a_hundred(db, weights):
    assert make_call(criteria=criteria(*weights)).name


@pytest.mark.parametrize("weights", [(99.99,), (60, 41), (100, 0)])
def test_weights_that_do_not_are_refused(db, weights):
    with pytest.raises(CallNotConsistent):
        make_call(criteria=criteria(*weights))


def test_criteria_are_told_apart_and_can_be_scored(db):
    twice = [row | {"title_fr": "Même"} for row in criteria(50, 50)]
    unscored = [row | {"max_score": 0} for row in criteria(100)]
    for wrong in (twice, unscored):
        with pytest.raises(CallNotConsistent):
            make_call(criteria=wrong)


def test_a_call_does_not_close_before_it_opens(db):
    with pytest.raises(CallNotConsistent):
        make_call(opens_on=today(), closes_on=add_days(today(), -1))
    assert make_call(opens_on=today(), closes_on=today()).name


def test_the_rule_is_valid_from_the_first_day_to_the_last(db):
    opens, closes = add_days(today(), -7), add_days(today(), 30)
    with pytest.raises(RuleNotInForce):
        make_call(funding_rule=make_rule(valid_from=add_days(opens, 1)).name)
    with pytest.raises(CallNotConsistent):
        make_call(funding_rule=make_rule(valid_to=add_days(closes, -1)).name)
    assert make_call(funding_rule=make_rule(valid_from=opens, valid_to=closes).name).name


@pytest.mark.parametrize("field", ["projects_per_woman", "appeal_days"])
def test_a_call_has_numbers_of_one_or_more(db, field):
    assert make_call(**{field: 1}).name
    with pytest.raises(CallNotConsistent):
        make_call(**{field: 0})


FROZEN = ["unit", "opens_on", "evaluation_spread_limit", "funding_rule", "criteria", "projects_per_woman"]


@pytest.mark.parametrize("field", [*FROZEN, "appeal_days"])
def test_a_published_call_keeps_what_it_promised(db, field):
    others = {
        "unit": REGION,
        "opens_on": add_days(today(), -8),
        "evaluation_spread_limit": 50,
        "funding_rule": make_rule().name,
        "criteria": criteria(100),
        "projects_per_woman": 2,
        "appeal_days": 5,
    }
    draft = make_call(status="Draft")
    assert changed(draft, **{field: others[field]}).name
    with pytest.raises(CallFrozen):
        changed(make_call(), **{field: others[field]})


def test_its_last_day_may_be_put_off_and_not_brought_forward(db):
    call = make_call()
    assert changed(call, closes_on=add_days(call.closes_on, 5)).name
    with pytest.raises(CallFrozen):
        changed(call, closes_on=add_days(call.closes_on, -1))


def test_status_goes_forward_and_a_closed_call_may_open_again(db):
    call = make_call(status="Draft")
    with pytest.raises(CallNotConsistent):
        changed(call, status="Closed")
    for status in ("Published", "Closed", "Published"):
        assert changed(call, status=status).status == status
    with pytest.raises(CallNotConsistent):
        changed(call, status="Draft")


def test_who_sees_a_call(db):
    published, draft = make_call(unit=REGION), make_call(unit=REGION, status="Draft")
    people = {
        make_holder().user: {published.name},
        user_with("Coordinator", PROVINCE).name: {published.name, draft.name},
        user_with("Coordinator", "MA-CHE").name: set(),
    }
    for user, names in people.items():
        with acting_as(user):
            assert (
                set(frappe.get_list("Call for Projects", pluck="name")) & {published.name, draft.name}
                == names
            )
