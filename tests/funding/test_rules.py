import json

import frappe
import pytest
from frappe.utils import add_days, today
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.funding import make_rule
from women_incubation.funding import catalogue, rules
from women_incubation.funding.errors import RuleNotInForce, RuleRefused


def tranches(*percents):
    return [{"percent": percent, "condition": "None"} for percent in percents]


@pytest.mark.parametrize(
    "wrong",
    [
        {"valid_to": "2000-01-01"},
        {"ceiling": 0},
        {"max_share_percent": 0},
        {"max_share_percent": 100.5},
        {"own_contribution_percent": 100},
        {"own_contribution_percent": 101},
        {"justified_share_percent": 100.01},
        {"min_age": 46},
        {"tranches": tranches(50, 49.99)},
        {"tranches": tranches(100, 0)},
        {"tranches": tranches(60, 60)},
        {"tranches": [{"percent": 100, "condition": "Justified Share of the Last Tranche"}]},
    ],
)
def test_a_rule_that_contradicts_itself_is_refused(db, wrong):
    with pytest.raises(RuleRefused):
        make_rule(**wrong)


@pytest.mark.parametrize("percents", [(100,), (33.33, 33.33, 33.34), (0.1, 0.2, 99.7)])
def test_tranches_that_add_up_exactly_are_accepted(db, percents):
    assert len(make_rule(tranches=tranches(*percents)).tranches) == len(percents)


def test_a_rule_applies_to_a_call_that_opens_while_it_is_in_force(db):
    rule = make_rule(valid_from=add_days(today(), -10), valid_to=add_days(today(), 10))
    for day, is_valid in ((-11, False), (-10, True), (10, True), (11, False)):
        call = frappe._dict(funding_rule=rule.name, opens_on=add_days(today(), day))
        if is_valid:
            assert rules.rule_for(call).name == rule.name
        else:
            with pytest.raises(RuleNotInForce):
                rules.rule_for(call)


def test_a_snapshot_is_plain_and_does_not_follow_later_edits(db):
    rule = make_rule(ceiling=300000.5)
    taken = rules.snapshot(rule.name)
    assert json.loads(json.dumps(taken)) == taken
    assert (taken["ceiling_centimes"], taken["second_approval_above_centimes"]) == (300_000_50, 100_000_00)
    assert [row["percent"] for row in taken["tranches"]] == [60, 40]
    rule.update({"ceiling": 1}).save()
    assert taken["ceiling_centimes"] == 300_000_50


@given(
    st.integers(min_value=1, max_value=10**12),
    st.lists(st.integers(min_value=1, max_value=9999), min_size=1, max_size=6),
)
def test_tranches_always_add_up_to_the_whole(site, total, weights):
    percents = [weight / 100 for weight in weights]
    template = {"tranches": [{"percent": percent} for percent in percents]}
    amounts = rules.split_tranches(template, total)
    assert sum(amounts) == total
    assert amounts[:-1] == [total * weight // 10000 for weight in weights[:-1]]


def test_the_catalogue_is_inserted_once_and_keeps_edits(db):
    catalogue.insert_missing()
    rule = frappe.get_doc("Funding Rule", "RULE-INDH-60")
    assert (rule.ceiling, rule.max_share_percent, rule.own_contribution_percent) == (300000, 60, 40)
    assert "example" in rule.title and "Al Hoceima" in rule.source
    rule.update({"ceiling": 250000, "title": "Confirmed"}).save()
    catalogue.insert_missing()
    assert frappe.db.get_value("Funding Rule", "RULE-INDH-60", "ceiling") == 250000
    assert frappe.db.count("Funding Rule", {"name": ["like", "RULE-INDH-%"]}) == len(catalogue.RULES)
