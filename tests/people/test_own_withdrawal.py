"""A woman takes back what she agreed to, herself: hers alone, at once, for good."""

import json

import frappe
import pytest
from frappe.utils import today

from tests.factories import unique
from tests.factories.people import give_consent, make_woman_with_account
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.people import consent
from women_incubation.people.api import withdraw_my_consent
from women_incubation.people.errors import ConsentMissing


@pytest.fixture
def woman(db):
    """A woman with an account, who agreed to messages and to sharing."""
    doc = make_woman_with_account()
    for purpose in (consent.MESSAGES, consent.SHARING):
        give_consent(doc.name, purpose)
    return doc


def withdraw(user: str, purpose: str, key: str | None = None) -> dict:
    with acting_as(user):
        return withdraw_my_consent(key or unique("key"), purpose)


def test_what_she_takes_back_ends_today_and_the_rest_stands(woman):
    other = make_woman_with_account()
    give_consent(other.name, consent.MESSAGES)
    answer = withdraw(woman.user, consent.MESSAGES)
    assert answer == {"purpose": consent.MESSAGES, "withdrawn_on": today()}
    assert not consent.in_force(woman.name, consent.MESSAGES, today())
    assert consent.in_force(woman.name, consent.SHARING, today())
    assert consent.in_force(other.name, consent.MESSAGES, today())


def test_it_leaves_an_entry_under_her_file(woman):
    withdraw(woman.user, consent.MESSAGES)
    where = {"action": "consent_withdrawn", "actor": f"Beneficiary/{woman.name}"}
    assert json.loads(frappe.db.get_value("Audit Entry", where, "detail"))["purpose"] == consent.MESSAGES


def test_sent_twice_it_happens_once_and_a_second_time_there_is_nothing_to_take_back(woman):
    first = withdraw(woman.user, consent.MESSAGES, "the-same-key")
    assert withdraw(woman.user, consent.MESSAGES, "the-same-key") == first
    with pytest.raises(ConsentMissing):
        withdraw(woman.user, consent.MESSAGES)


def test_nobody_else_does_it_by_this_door(woman):
    frappe.db.commit()  # a refusal rolls back
    with pytest.raises(frappe.PermissionError):
        withdraw(user_with("Coordinator", PROVINCE).name, consent.MESSAGES)
    with pytest.raises(frappe.PermissionError):
        withdraw("Guest", consent.MESSAGES)
    with pytest.raises(ConsentMissing):
        withdraw(make_woman_with_account().user, consent.MESSAGES)
    frappe.db.rollback()
    assert consent.in_force(woman.name, consent.MESSAGES, today())


def test_through_the_web(woman, browser):
    frappe.db.commit()
    hers = browser(woman.user)
    sent = {"client_key": unique("key"), "purpose": consent.SHARING}
    assert hers.get("/api/method/women_incubation.people.api.withdraw_my_consent", **sent).status_code == 403
    answer = hers.call("women_incubation.people.api.withdraw_my_consent", **sent)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    frappe.db.rollback()
    assert not consent.in_force(woman.name, consent.SHARING, today())
    wrong = hers.call("women_incubation.people.api.withdraw_my_consent", client_key=unique("k"), purpose="No")
    assert wrong.status_code == 417
