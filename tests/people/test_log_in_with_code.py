"""A woman without password or e-mail logs in with a code; nobody learns who is known."""

import re

import frappe
import pytest

from tests.factories import serial, unique
from tests.factories.notices import make_ordered_codes, notices
from tests.factories.people import make_beneficiary, make_woman_with_account
from tests.helpers.acting import acting_as
from tests.helpers.processes import run_together
from tests.helpers.queries import counted_queries
from women_incubation.people import access_codes, accounts, guest_api
from women_incubation.people.addresses import read_address
from women_incubation.people.errors import CodeRefused, InvalidPhone, RegistrationIncomplete
from women_incubation.people.services import own_beneficiary

GUEST = "women_incubation.people.guest_api"


def phone() -> str:
    """A number not used before."""
    return f"+212611{serial():06d}"


@pytest.fixture
def door(db, monkeypatch):
    """The doors as a guest; who was logged in is kept in the list."""
    entered: list[str] = []

    class Manager:
        def login_as(self, user: str) -> None:
            entered.append(user)

        def logout(self, user: str | None = None) -> None:
            """Frappe ends the sessions of a user whose password changes."""

    monkeypatch.setattr(frappe.local, "login_manager", Manager(), raising=False)
    yield entered
    frappe.set_user("Administrator")


def ordered(address: str) -> list[str]:
    """The codes that were sent after an order for this address."""
    with acting_as("Guest"):
        guest_api.request_code(address)
    return make_ordered_codes()


def log_in(*arguments: str) -> dict:
    with acting_as("Guest"):
        return guest_api.log_in_with_code(*arguments)


def test_the_first_log_in_makes_her_account_and_the_next_uses_it(door, held_clock):
    held_clock("2026-05-04 10:00:00")
    woman = make_beneficiary(phone=phone())
    (code,) = ordered(woman.phone)
    assert log_in(woman.phone, code) == {"logged_in": True, "home": "/incubation"}
    user = frappe.get_doc("User", door[0])
    assert own_beneficiary(user.name) == woman.name
    assert (user.user_type, [role.role for role in user.roles]) == ("Website User", ["Incubation Woman"])
    held_clock("2026-05-04 10:02:00")
    (again,) = ordered(f"0{woman.phone[4:]}")
    log_in(woman.phone, again)
    assert door == [user.name, user.name]


def test_by_e_mail_too(door):
    woman = make_beneficiary(email=f"{unique('she')}@women.example")
    (code,) = ordered(woman.email.upper())
    assert log_in(woman.email, code)["logged_in"]
    assert notices()[-1].channel == "E-mail"


def test_nobody_is_sent_a_code_and_the_answer_is_the_same(door):
    woman = make_beneficiary(phone=phone())
    with acting_as("Guest"):
        answers = [guest_api.request_code(to) for to in (woman.phone, phone())]
    assert {**answers[0], "sent_to": ""} == {**answers[1], "sent_to": ""}
    rows = frappe.get_all("Access Code", fields=["tries", "code_digest", "expires_at_utc", "sent_in_window"])
    assert rows[0] == rows[1]  # the request left the same behind
    assert len(make_ordered_codes()) == 1


def test_the_request_asks_the_database_the_same_whether_she_is_known_or_not(door):
    woman = make_beneficiary(phone=phone())
    asked = []
    for to in (phone(), woman.phone, phone()):  # the first one fills what is kept in memory
        with acting_as("Guest"), counted_queries() as queries:
            guest_api.request_code(to)
        asked.append([re.sub(r"'[^']*'", "?", query) for query in queries])
    assert asked[1] == asked[2]
    assert not [query for query in asked[1] if "tabBeneficiary" in query or "tabUser" in query]


@pytest.mark.parametrize("kind", ["staff too", "disabled", "merged", "desk"])
def test_whom_a_code_does_not_open(door, kind):
    woman = make_woman_with_account(phone=phone())
    if kind == "staff too":
        frappe.get_doc("User", woman.user).add_roles("Incubation Trainer")
    if kind == "disabled":
        frappe.db.set_value("User", woman.user, "enabled", 0)
    if kind == "desk":
        frappe.db.set_value("User", woman.user, "user_type", "System User")
    if kind == "merged":
        frappe.db.set_value("Beneficiary", woman.name, "merged_into", make_beneficiary().name)
    assert ordered(woman.phone) == []
    with pytest.raises(CodeRefused):
        log_in(woman.phone, "123456")
    assert door == []


def test_an_account_closed_after_the_code_was_sent(door):
    woman = make_woman_with_account(phone=phone())
    (code,) = ordered(woman.phone)
    frappe.db.set_value("User", woman.user, "enabled", 0)
    with pytest.raises(CodeRefused):
        log_in(woman.phone, code)
    assert door == []


def test_every_refusal_sounds_the_same(door):
    woman = make_beneficiary(phone=phone())
    (code,) = ordered(woman.phone)
    said = set()
    for attempt in ((woman.phone, "000000" if code != "000000" else "1"), (phone(), code), (woman.phone, "")):
        with pytest.raises(CodeRefused) as refusal:
            log_in(*attempt)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_a_code_opens_once(door):
    woman = make_beneficiary(phone=phone())
    (code,) = ordered(woman.phone)
    log_in(woman.phone, code)
    with pytest.raises(CodeRefused):
        log_in(woman.phone, code)
    assert len(door) == 1


def test_a_registration_code_is_no_log_in(door):
    woman = make_beneficiary(phone=phone())
    address = read_address(woman.phone)
    (code,) = ordered(woman.phone)
    with pytest.raises(CodeRefused):
        access_codes.check(access_codes.REGISTRATION, address, code)
    assert access_codes.check(access_codes.LOG_IN, address, code)


def test_two_women_on_one_phone_choose_with_the_same_code(door):
    number = phone()
    first, second = make_beneficiary(phone=number), make_beneficiary(phone=number, first_name="Malika")
    elsewhere = make_beneficiary(phone=phone())
    (code,) = ordered(number)
    answer = log_in(number, code)
    assert not answer["logged_in"]
    assert {row["woman"] for row in answer["choose"]} == {first.name, second.name}
    assert set(answer["choose"][0]) == {"woman", "first_name", "first_name_ar"}
    log_in(number, code, second.name)
    assert own_beneficiary(door[0]) == second.name
    for woman in (first.name, elsewhere.name):
        with pytest.raises(CodeRefused):
            log_in(number, code, woman)


def test_a_woman_of_another_phone_is_not_chosen_and_the_code_is_gone(door):
    number, elsewhere = phone(), make_beneficiary(phone=phone())
    make_beneficiary(phone=number), make_beneficiary(phone=number)
    (code,) = ordered(number)
    with pytest.raises(CodeRefused):
        log_in(number, code, elsewhere.name)
    assert door == []


@pytest.mark.parametrize("address", ["", "12", "x@", "a" * 200, "+33612345678", "<b>@x"])
def test_what_is_no_address_is_said(db, address):
    with acting_as("Guest"), pytest.raises((InvalidPhone, RegistrationIncomplete)):
        guest_api.request_code(address)


def test_two_first_log_ins_at_once_make_one_account(db):
    woman = make_beneficiary(phone=phone())
    frappe.db.commit()

    def account(_number: int) -> str:
        try:
            user = accounts.account_of(woman.name)
        except (frappe.QueryDeadlockError, frappe.ValidationError):
            frappe.db.rollback()
            user = accounts.account_of(woman.name)
        frappe.db.commit()
        return user

    assert len(set(run_together(account, count=4))) == 1


def test_a_real_session_is_hers(db, browser):
    woman = make_beneficiary(phone=phone())
    frappe.db.commit()
    guest = browser("Guest")
    assert guest.call(f"{GUEST}.request_code", address=woman.phone).status_code == 200
    frappe.db.rollback()
    (code,) = make_ordered_codes()
    frappe.db.commit()
    wrong = guest.call(f"{GUEST}.log_in_with_code", address=woman.phone, code="1")
    assert wrong.status_code == 403
    answer = guest.call(f"{GUEST}.log_in_with_code", address=woman.phone, code=code)
    assert answer.get_json()["message"]["logged_in"]
    cookies = [cookie for cookie in answer.headers.getlist("Set-Cookie") if cookie.startswith("sid=")]
    assert len(cookies) == 1
    assert "HttpOnly" in cookies[0]
    frappe.db.rollback()
    sid = cookies[0].split(";")[0].removeprefix("sid=")
    sessions = frappe.qb.DocType("Sessions")
    (user,) = frappe.qb.from_(sessions).select(sessions.user).where(sessions.sid == sid).run(pluck=True)
    assert own_beneficiary(user) == woman.name
