"""The public page under attack: odd input, many tries, many at once. Each gets words, none a server error."""

import frappe
import pytest

from tests.factories.notices import make_ordered_codes
from tests.factories.self_registration import values
from tests.helpers.browser import message_of
from tests.helpers.processes import run_together
from women_incubation.people import access_codes, guest_api
from women_incubation.people.errors import CodeRefused, RegistrationIncomplete

GUEST = "women_incubation.people.guest_api"


def test_over_http_a_guest_gets_clear_refusals_and_no_server_error(db, browser):
    frappe.db.commit()
    guest = browser("Guest")
    too_long = {"first_name": "x" * 300_000}
    for body in ({"values": {}}, {"values": "x"}, {"values": []}, {}, {"values": too_long}):
        answer = guest.call(f"{GUEST}.register_myself", **body)
        assert 400 <= answer.status_code < 500, (body, answer.status_code)
    for door in ("confirm_registration", "log_in_with_code", "resend_code", "request_code"):
        for body in ({}, {"request": 5, "code": []}, {"request": "a", "code": "1", "address": "b"}):
            assert 400 <= guest.call(f"{GUEST}.{door}", **body).status_code < 500
        assert guest.get(f"/api/method/{GUEST}.{door}").status_code in (403, 405)


def test_too_many_requests_of_one_network_address_are_refused(db, browser, monkeypatch):
    frappe.db.commit()
    monkeypatch.setattr(guest_api, "per_hour", lambda: 2)
    for key in frappe.cache.get_keys(f"rl:{GUEST}.resend_code"):
        frappe.cache.delete(key)
    door = f"{GUEST}.resend_code"
    limited = [browser("Guest").call(door, request="x").status_code for _try in range(125)]
    assert limited[0] == 403
    assert limited[-1] == 429


def test_many_wrong_codes_at_the_same_moment_count_one_by_one(db):
    frappe.db.commit()
    request = guest_api.register_myself(values())["request"]
    (code,) = make_ordered_codes()
    frappe.db.commit()

    def attempt(number: int) -> str:
        guess = f"{(int(code) + 1 + number) % 10**6:06d}"
        try:
            guest_api.confirm_registration(request, guess)
        except CodeRefused:
            frappe.db.rollback()
            return "refused"
        frappe.db.commit()
        return "right"

    answers = run_together(attempt, count=8)
    assert answers == ["refused"] * 8
    frappe.db.rollback()
    assert (
        frappe.db.get_value("Access Code", {"code_digest": ["is", "set"]}, "tries") >= access_codes.MOST_TRIES
    )
    with pytest.raises(CodeRefused):
        guest_api.confirm_registration(request, code)


def test_one_code_makes_one_file_whoever_sends_it_twice_at_once(db):
    frappe.db.commit()
    sent = values()
    request = guest_api.register_myself(sent)["request"]
    (code,) = make_ordered_codes()
    frappe.db.commit()

    def confirm(_number: int) -> str:
        try:
            guest_api.confirm_registration(request, code)
        except CodeRefused:
            frappe.db.rollback()
            return "refused"
        frappe.db.commit()
        return "received"

    assert sorted(run_together(confirm, count=6)) == ["received"] + ["refused"] * 5
    frappe.db.rollback()
    assert frappe.db.count("Beneficiary", {"last_name": sent["last_name"]}) == 1


def test_the_refusal_over_http_says_the_fields(db, browser):
    frappe.db.commit()
    answer = browser("Guest").call(f"{GUEST}.register_myself", values=values(birth_date="x"))
    assert answer.status_code == 417
    assert answer.get_json()["fields"][0]["field"] == "birth_date"
    assert "not a date" in message_of(answer)


@pytest.mark.parametrize("sent", ["[" * 100_000, "{", "null", "7", '"x"'])
def test_what_is_no_form_is_refused_in_words(guest, sent):
    with pytest.raises(RegistrationIncomplete):
        guest_api.register_myself(sent)


@pytest.mark.parametrize(
    "address",
    ["a@example.ma, b@example.ma", "A <a@example.ma>", "a@example.ma\0", "a@example.ma\nb@example.ma"],
)
def test_a_code_goes_to_one_address_and_nothing_else(guest, address):
    with pytest.raises(RegistrationIncomplete):
        guest_api.request_code(address)


@pytest.mark.parametrize("field", ["first_name", "locality", "project_idea", "email"])
def test_half_a_sign_is_refused_in_words(guest, field):
    with pytest.raises(RegistrationIncomplete):
        guest_api.register_myself(values(**{field: "a\ud800"}))
