"""A woman sees what she agreed to, and agrees again herself: for her own file, once, from today."""

import json

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.people import give_consent, make_woman_with_account
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.people import consent
from women_incubation.people.api import give_my_consent, my_consents, withdraw_my_consent
from women_incubation.people.errors import ConsentRefused

FIVE = [consent.ACCOMPANIMENT, consent.CONVERGENCE, consent.MESSAGES, consent.SHARING, consent.PHOTO]


@pytest.fixture
def woman(db):
    """A woman with an account, who agreed to messages last month."""
    doc = make_woman_with_account()
    give_consent(doc.name, consent.MESSAGES, given_on=add_days(today(), -30))
    return doc


def seen(user: str) -> dict[str, dict]:
    with acting_as(user):
        return {one["purpose"]: one for one in my_consents()["consents"]}


def give(user: str, purpose: str, key: str | None = None) -> dict:
    with acting_as(user):
        return give_my_consent(key or unique("key"), purpose)


def test_every_purpose_is_shown_with_what_she_said_to_it(woman):
    give_consent(make_woman_with_account().name, consent.SHARING)
    shown = seen(woman.user)
    assert set(shown) == set(FIVE)
    messages = shown[consent.MESSAGES]
    assert (messages["in_force"], str(messages["since"])) == (True, add_days(today(), -30))
    assert (shown[consent.SHARING]["in_force"], shown[consent.SHARING]["since"]) == (False, None)


def test_what_she_took_back_is_shown_so_and_can_be_given_again(woman):
    with acting_as(woman.user):
        withdraw_my_consent(unique("key"), consent.MESSAGES)
    messages = seen(woman.user)[consent.MESSAGES]
    assert (messages["in_force"], str(messages["withdrawn_on"])) == (False, today())
    answer = give(woman.user, consent.MESSAGES)
    assert (answer["in_force"], str(answer["since"]), answer["channel"]) == (True, today(), "Field App")
    assert consent.in_force(woman.name, consent.MESSAGES, today())
    assert frappe.db.count("Consent", {"beneficiary": woman.name, "purpose": consent.MESSAGES}) == 2


def test_what_holds_is_not_given_twice(woman):
    give(woman.user, consent.MESSAGES)
    give(woman.user, consent.SHARING, "the-same-key")
    give(woman.user, consent.SHARING, "the-same-key")
    give(woman.user, consent.SHARING)
    assert frappe.db.count("Consent", {"beneficiary": woman.name}) == 2


def test_it_leaves_an_entry_under_her_file(woman):
    give(woman.user, consent.SHARING)
    where = {"action": "consent_given", "actor": f"Beneficiary/{woman.name}"}
    assert json.loads(frappe.db.get_value("Audit Entry", where, "detail"))["purpose"] == consent.SHARING


@pytest.mark.parametrize("purpose", ["", "Everything", "messages", None, "Messages\nx"])
def test_there_is_no_other_purpose(woman, purpose):
    with pytest.raises(ConsentRefused):
        give(woman.user, purpose)


def test_nobody_else_by_this_door(woman):
    for user in (user_with("Coordinator", PROVINCE).name, "Guest"):
        with pytest.raises(frappe.PermissionError):
            give(user, consent.SHARING)
        with acting_as(user), pytest.raises(frappe.PermissionError):
            my_consents()


def test_through_the_web(woman, browser):
    frappe.db.commit()
    hers, path = browser(woman.user), "/api/method/women_incubation.people.api.give_my_consent"
    sent = {"client_key": unique("key"), "purpose": consent.SHARING}
    assert hers.get(path, **sent).status_code == 403
    assert hers.post(path, **sent).get_json()["message"]["in_force"] is True
    assert hers.post(path, client_key=unique("key"), purpose={"a": 1}).status_code == 417
    shown = hers.get("/api/method/women_incubation.people.api.my_consents").get_json()["message"]
    assert [one["purpose"] for one in shown["consents"] if one["in_force"]] == [
        consent.MESSAGES,
        consent.SHARING,
    ]
