"""Consent: what holds on which day, and that it is withdrawn, never rewritten."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from tests.factories.people import give_consent, make_beneficiary
from tests.factories.territory import PROVINCE
from women_incubation.people import consent
from women_incubation.people.errors import ConsentClosed, ConsentMissing, DatesOutOfOrder
from women_incubation.people.services import withdraw_consent
from women_incubation.territory.days import NotADay


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        ("2026-01-09", False),
        ("2026-01-10", True),
        ("2026-02-19", True),
        ("2026-02-20", False),
        ("2026-03-01", False),
    ],
)
def test_a_consent_holds_from_its_day_until_it_is_withdrawn(db, held_clock, on, holds):
    held_clock("2026-06-01 12:00")
    woman = make_beneficiary().name
    give_consent(woman, given_on="2026-01-10", withdrawn_on="2026-02-20")
    assert consent.in_force(woman, consent.ACCOMPANIMENT, on) is holds


def test_a_consent_is_for_its_purpose_and_its_woman(db):
    woman, other = make_beneficiary().name, make_beneficiary().name
    give_consent(woman, consent.CONVERGENCE)
    assert consent.in_force(woman, consent.CONVERGENCE, today())
    assert not consent.in_force(woman, consent.ACCOMPANIMENT, today())
    assert not consent.in_force(other, consent.CONVERGENCE, today())
    assert consent.all_in_force([woman, other], consent.CONVERGENCE, today()) == {woman}
    assert consent.all_in_force([], consent.CONVERGENCE, today()) == set()


def test_after_a_withdrawal_a_new_consent_holds(db):
    woman = make_beneficiary().name
    give_consent(woman)
    withdraw_consent(woman, consent.ACCOMPANIMENT)
    assert not consent.in_force(woman, consent.ACCOMPANIMENT, today())
    give_consent(woman, given_on=today())
    assert consent.in_force(woman, consent.ACCOMPANIMENT, today())


def test_withdrawing_ends_every_consent_of_the_purpose_and_no_other(db):
    woman = make_beneficiary().name
    give_consent(woman, given_on=add_days(today(), -9))
    give_consent(woman)
    give_consent(woman, consent.MESSAGES)
    withdraw_consent(woman, consent.ACCOMPANIMENT)
    assert not consent.in_force(woman, consent.ACCOMPANIMENT, today())
    assert consent.in_force(woman, consent.MESSAGES, today())
    with pytest.raises(ConsentMissing):
        withdraw_consent(woman, consent.ACCOMPANIMENT)


@pytest.mark.parametrize(
    "change",
    [{"purpose": "Messages"}, {"given_on": "2020-01-01"}, {"channel": "SMS Code"}],
)
def test_what_was_agreed_is_not_rewritten(db, change):
    given = give_consent(make_beneficiary().name)
    given.update(change)
    with pytest.raises(ConsentClosed, match=given.meta.get_label(next(iter(change)))):
        given.save()


def test_a_withdrawal_is_final(db):
    given = give_consent(make_beneficiary().name)
    given.withdrawn_on = today()
    given.save()
    for later in (None, add_days(today(), -1)):
        given.reload()
        given.withdrawn_on = later
        with pytest.raises(ConsentClosed):
            given.save()


@pytest.mark.parametrize("days", [{"given_on": 1}, {"withdrawn_on": 1}, {"withdrawn_on": -2}])
def test_days_that_cannot_be_are_refused(db, days):
    dates = {field: add_days(today(), number) for field, number in days.items()}
    with pytest.raises(DatesOutOfOrder):
        give_consent(make_beneficiary().name, **dates)


@pytest.mark.parametrize("field", ["given_on", "withdrawn_on"])
@pytest.mark.parametrize("value", ["0001-01-01", "soon", 7])
def test_what_is_no_day_is_refused(db, field, value):
    with pytest.raises(NotADay):
        give_consent(make_beneficiary().name, **{field: value})


def test_a_consent_lies_where_the_woman_lives_and_is_recorded(db):
    woman = make_beneficiary()
    given = give_consent(woman.name, unit="MA-CHE")
    assert given.unit == PROVINCE
    given.withdrawn_on = today()
    given.save()
    actions = frappe.get_all(
        "Audit Entry", {"reference_name": given.name}, pluck="action", order_by="sequence"
    )
    assert actions == ["consent_given", "consent_withdrawn"]
    assert getdate(given.withdrawn_on) == getdate(today())
