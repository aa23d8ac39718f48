"""Eligibility: dated rules held as data, each with her value, in her words."""

from typing import Any

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.people import give_consent, make_beneficiary, make_convergence_rule, make_support
from tests.factories.rows import bare_row
from tests.factories.targeting import age_rule, make_rule_set
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION
from women_incubation.people.errors import DatesOutOfOrder, RuleSetRefused
from women_incubation.people.targeting.deciding import decide

BORN_1990 = {"birth_date": "1990-03-01"}


def judged(rule: dict, woman: str, on: str | None = None) -> bool:
    """Whether she meets one rule."""
    rule_set = make_rule_set(rules=[rule], criteria=[])
    return decide(woman, rule_set.name, on or today()).eligible


def test_two_dated_sets_give_two_explained_results_for_the_same_woman(db):
    woman = make_beneficiary(**BORN_1990).name
    old = make_rule_set(rules=[age_rule(18, 35)], valid_from="2024-01-01", valid_to="2025-12-31")
    new = make_rule_set(rules=[age_rule(18, 45)], valid_from="2026-01-01")
    before = decide(woman, old.name, "2025-12-31", language="en")
    after = decide(woman, new.name, "2026-01-01", language="en")
    assert (before.eligible, after.eligible) == (True, True)
    assert not decide(make_beneficiary(birth_date="1985-01-01").name, old.name, "2025-12-31").eligible
    refused = decide(woman, make_rule_set(rules=[age_rule(18, 30)]).name, today(), language="en")
    assert [one.explanation for one in refused.rules] == ["Age: 36. Asked: from 18 to 30. Not met."]
    assert [one.explanation for one in after.rules] == ["Age: 35. Asked: from 18 to 45. Met."]


def test_a_set_is_applied_on_its_days_only(db):
    woman = make_beneficiary().name
    rules = make_rule_set(valid_from="2026-01-01", valid_to="2026-06-30").name
    for day in ("2026-01-01", "2026-06-30"):
        assert decide(woman, rules, day).eligible
    for day in ("2025-12-31", "2026-07-01"):
        with pytest.raises(RuleSetRefused):
            decide(woman, rules, day)


@pytest.mark.parametrize(("on", "met"), [("2026-02-28", False), ("2026-03-01", True)])
def test_ages_are_whole_years_on_the_day(db, on, met):
    woman = make_beneficiary(**BORN_1990).name
    assert judged({"fact": "Age", "minimum": 36}, woman, on) is met


@pytest.mark.parametrize(
    ("rule", "values", "met"),
    [
        ({"fact": "Age", "maximum": 20}, {"birth_date": "2001-01-01"}, False),
        ({"fact": "Children", "minimum": 2}, {"children_count": 2}, True),
        ({"fact": "Children", "minimum": 2}, {"children_count": 1}, False),
        ({"fact": "Category", "options": "Care Leaver\nWoman Project Holder"}, {}, True),
        ({"fact": "Category", "options": "Care Leaver"}, {}, False),
        ({"fact": "Category", "options": "Care Leaver", "is_not": 1}, {}, True),
        ({"fact": "Education", "options": "Primary"}, {"education_level": "Primary"}, True),
        ({"fact": "Education", "options": "Primary"}, {"education_level": "Higher"}, False),
        ({"fact": "Education", "options": "Primary"}, {}, False),
        ({"fact": "Place", "place": REGION}, {}, True),
        ({"fact": "Place", "place": PROVINCE}, {}, True),
        ({"fact": "Place", "place": OTHER_PROVINCE}, {}, False),
    ],
)
def test_what_a_rule_looks_at(db, rule, values, met):
    assert judged(rule, make_beneficiary(**values).name) is met


@pytest.mark.parametrize(("score", "met"), [(9.0, True), (9.32, True), (9.33, False)])
def test_the_threshold_of_the_social_register(db, score, met):
    woman = make_beneficiary(rsu_score=score, rsu_score_date=add_days(today(), -9)).name
    assert judged({"fact": "RSU Score", "maximum": 9.32}, woman) is met


def test_a_score_without_its_date_is_not_recorded(db):
    woman = make_beneficiary(rsu_score=1).name
    rules = make_rule_set(rules=[{"fact": "RSU Score", "maximum": 9}])
    decision = decide(woman, rules, today(), language="en")
    assert not decision.eligible
    assert decision.rules[0].explanation == "RSU Score: not recorded. Asked: at most 9. Not met."


@pytest.mark.parametrize(("programme", "met"), [("INDH P3", False), ("JISR", True)])
def test_earlier_support_counts_even_when_it_ended(db, programme, met):
    woman = make_beneficiary().name
    give_consent(woman, "Convergence Check")
    make_support(woman, programme=programme, end_date=add_days(today(), -5))
    assert judged({"fact": "Other Support", "options": "INDH P3", "is_not": 1}, woman) is met


def test_support_is_compared_with_consent_or_a_legal_basis_only(db):
    woman, rule = make_beneficiary().name, {"fact": "Other Support", "options": "INDH P3", "is_not": 1}
    decision = decide(woman, make_rule_set(rules=[rule]), today(), language="en")
    assert (decision.eligible, decision.rules[0].value) == (False, None)
    assert "she has not agreed" in decision.rules[0].explanation
    make_convergence_rule(legal_basis="Circular 12", legal_basis_date="2025-01-01")
    assert judged(rule, woman)


def test_training_that_was_completed(db):
    woman, path = make_beneficiary().name, bare_row("Training Path")
    rule = {"fact": "Training", "training_path": path}
    assert not judged(rule, woman)
    assert judged(rule | {"is_not": 1}, woman)
    values = {"beneficiary": woman, "training_path": path, "issued_on": today(), "status": "Valid"}
    certificate = bare_row("Certificate", PROVINCE, **values)
    assert judged(rule, woman)
    frappe.db.set_value("Certificate", certificate, "status", "Revoked")
    assert not judged(rule, woman)


def test_points_of_the_criteria_that_are_met_add_up(db):
    woman = make_beneficiary(children_count=3).name
    criteria = [
        {"fact": "Children", "minimum": 3, "points": 5},
        {"fact": "Place", "place": REGION, "points": 2},
        {"fact": "Category", "options": "Care Leaver", "points": 100},
    ]
    decision = decide(woman, make_rule_set(criteria=criteria), today())
    assert (decision.score, [one.passed for one in decision.criteria]) == (7, [True, True, False])


@pytest.mark.parametrize(("language", "words"), [("ar", "العمر: 36"), ("fr", "Âge : 36"), ("en", "Age: 36")])
def test_it_is_said_in_her_language(db, held_clock, language, words):
    held_clock("2026-06-01 12:00")
    values = BORN_1990 | ({"preferred_language": language} if language != "en" else {})
    woman = make_beneficiary(**values).name
    decision = decide(woman, make_rule_set(), today(), language="en" if language == "en" else None)
    assert words in decision.rules[0].explanation


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"rules": [{"fact": "Age"}]}, RuleSetRefused),
        ({"rules": [{"fact": "Age", "minimum": 40, "maximum": 30}]}, RuleSetRefused),
        ({"rules": [{"fact": "Category"}]}, RuleSetRefused),
        ({"rules": [{"fact": "Category", "options": "Widow"}]}, RuleSetRefused),
        ({"rules": [{"fact": "Place"}]}, RuleSetRefused),
        ({"rules": [{"fact": "Training"}]}, RuleSetRefused),
        ({"rules": [], "criteria": []}, RuleSetRefused),
        ({"valid_to": "2000-01-01"}, DatesOutOfOrder),
    ],
)
def test_rules_that_cannot_be_applied_are_refused(db, values: dict[str, Any], refusal):
    with pytest.raises(refusal):
        make_rule_set(**values)
