"""Convergence: what other support means, by dated rules, with consent or a legal basis only."""

import pytest
from frappe.utils import add_days, today

from tests.factories.people import give_consent, make_beneficiary, make_convergence_rule, make_support
from women_incubation.people import convergence
from women_incubation.people.consent import CONVERGENCE
from women_incubation.people.convergence import Overlap
from women_incubation.people.errors import ConsentMissing, DatesOutOfOrder, OverlappingRules
from women_incubation.people.services import withdraw_consent


@pytest.fixture
def woman(db) -> str:
    """A woman who agreed to the check."""
    name = make_beneficiary().name
    give_consent(name, CONVERGENCE)
    return name


def test_support_that_a_rule_speaks_of_is_an_overlap(woman):
    make_convergence_rule(programme="INDH P3", effect="Block", explanation="One grant at a time.")
    make_convergence_rule(programme="Micro-credit", effect="Warn", explanation="Tell the committee.")
    make_support(woman, programme="Micro-credit")
    make_support(woman, programme="INDH P3")
    make_support(woman, programme="INDH P3")
    make_support(woman, programme="Direct Social Aid")
    assert convergence.check([woman], today()) == [
        Overlap(woman, "INDH P3", "Block", "One grant at a time."),
        Overlap(woman, "Micro-credit", "Warn", "Tell the committee."),
    ]


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [(-10, None, True), (0, 0, True), (-10, -1, False), (1, None, False), (-10, 0, True)],
)
def test_support_counts_on_its_days(woman, start, end, found):
    make_convergence_rule()
    end = None if end is None else add_days(today(), end)
    make_support(woman, start_date=add_days(today(), start), end_date=end)
    assert bool(convergence.check([woman], today())) is found


@pytest.mark.parametrize(
    ("start", "end", "found"), [(0, None, True), (-9, 0, True), (1, None, False), (-9, -1, False)]
)
def test_a_rule_counts_on_its_days(woman, start, end, found):
    end = None if end is None else add_days(today(), end)
    make_convergence_rule(valid_from=add_days(today(), start), valid_to=end)
    make_support(woman)
    assert bool(convergence.check([woman], today())) is found


def test_without_consent_nothing_is_compared(db):
    woman = make_beneficiary().name
    make_support(woman)
    assert convergence.check([woman], today()) == []  # no rule, no comparison
    make_convergence_rule()
    with pytest.raises(ConsentMissing, match=woman):
        convergence.check([woman], today())


def test_a_withdrawn_consent_is_none(woman):
    make_convergence_rule()
    withdraw_consent(woman, CONVERGENCE)
    with pytest.raises(ConsentMissing):
        convergence.check([woman], today())


def test_of_several_women_those_without_consent_are_named(woman):
    make_convergence_rule()
    other = make_beneficiary().name
    with pytest.raises(ConsentMissing) as refusal:
        convergence.check([woman, other], today())
    assert other in str(refusal.value)
    assert woman not in str(refusal.value)


def test_a_recorded_legal_basis_stands_for_consent_when_every_rule_has_one(db):
    woman = make_beneficiary().name
    make_support(woman)
    make_convergence_rule(legal_basis="Article 12 of the convention", legal_basis_date="2025-01-01")
    assert [overlap.effect for overlap in convergence.check([woman], today())] == ["Block"]
    make_convergence_rule(programme="JISR")
    with pytest.raises(ConsentMissing):
        convergence.check([woman], today())


def test_nobody_is_checked_for_nobody(db):
    make_convergence_rule()
    assert convergence.check([], today()) == []


@pytest.mark.parametrize(
    ("start", "end", "refused"),
    [
        ("2026-01-01", "2026-06-30", True),
        ("2026-06-30", None, True),
        ("2026-07-01", None, False),
        ("2025-01-01", "2025-12-31", False),
        ("2025-01-01", None, True),
    ],
)
def test_a_programme_has_one_rule_on_a_day(db, start, end, refused):
    make_convergence_rule(valid_from="2026-01-01", valid_to="2026-06-30")
    make_convergence_rule(programme="JISR", valid_from="2026-01-01")
    if refused:
        with pytest.raises(OverlappingRules):
            make_convergence_rule(valid_from=start, valid_to=end)
    else:
        make_convergence_rule(valid_from=start, valid_to=end)


def test_dates_in_order(woman):
    with pytest.raises(DatesOutOfOrder):
        make_convergence_rule(valid_to="2000-01-01")
    with pytest.raises(DatesOutOfOrder):
        make_support(woman, end_date="2000-01-01")
    make_support(woman, start_date=today(), end_date=today())
