"""A woman registers herself on the public page: confirmed by a code, and nobody is told who exists."""

import json

import frappe
import pytest
from frappe.utils import add_days, add_to_date, now

from tests.factories import serial
from tests.factories.notices import keep_in_outbox, make_ordered_codes, notices
from tests.factories.people import make_beneficiary
from tests.factories.self_registration import phone, values
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.people import access_codes, guest_api, registration, self_registration
from women_incubation.people.errors import (
    CodeRefused,
    NotConfirmed,
    RegistrationIncomplete,
    ReviewClosed,
    TooManyCodes,
)


def known_woman(**values: object) -> frappe.model.document.Document:
    """Somebody who is registered already."""
    with acting_as("Administrator"):
        return make_beneficiary(**values)


def registered(sent: dict) -> frappe.model.document.Document | None:
    """The file that came of it."""
    name = frappe.db.get_value("Beneficiary", {"last_name": sent["last_name"]})
    return frappe.get_doc("Beneficiary", name) if name else None


def begun(sent: dict) -> tuple[str, str]:
    """(request, code) of a registration that waits."""
    request = guest_api.register_myself(sent)["request"]
    (code,) = make_ordered_codes()
    return request, code


def test_with_the_code_she_stands_in_the_work_list_of_her_place(guest):
    sent = values(children_count=2, education_level="Primary", project_idea="خياطة")
    request, code = begun(sent)
    assert registered(sent) is None
    assert guest_api.confirm_registration(request, code) == {"received": True}
    woman = registered(sent)
    assert (woman.registration_status, woman.registration_origin, woman.children_count) == (
        "To Confirm",
        "Herself",
        2,
    )
    given = frappe.get_all("Consent", {"beneficiary": woman.name}, ["purpose", "channel"], order_by="purpose")
    assert [tuple(row.values()) for row in given] == [
        ("Messages", "SMS Code"),
        ("Programme Accompaniment", "SMS Code"),
    ]
    listed = {"registration_status": "To Confirm", "name": woman.name}
    for unit, count in ((PROVINCE, 1), (OTHER_PROVINCE, 0)):
        with acting_as(user_with("Coordinator", unit)):
            assert len(frappe.get_list("Beneficiary", listed)) == count


def test_nothing_she_sent_can_be_read_before_the_code(guest):
    sent = values(phone="0600123321", cnie="ZZ998877")
    guest_api.register_myself(sent)
    rows = frappe.get_all("Self Registration", fields=["*"], order_by="creation desc", limit=1)
    rows += frappe.get_all("Access Code", fields=["*"])
    stored = json.dumps(rows, default=str)
    for personal in ("0600123321", "600123321", sent["last_name"], "ZZ998877", "1992-11-03"):
        assert personal not in stored


def test_a_code_is_stored_so_that_it_cannot_be_read(guest):
    keep_in_outbox(0)
    _request, code = begun(values())
    assert code not in json.dumps(
        frappe.get_all("Access Code", fields=["code_digest", "subject"]), default=str
    )
    assert notices()[-1].body.count(code) == 0


def test_a_wrong_code_and_a_used_one_are_refused_alike(guest):
    request, code = begun(values())
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    said = set()
    for attempt in (wrong, "", "x" * 19, "١٢٣٤٥٦"):
        with pytest.raises(CodeRefused) as refusal:
            guest_api.confirm_registration(request, attempt)
        said.add(str(refusal.value))
    guest_api.confirm_registration(request, code)
    for used in ((request, code), ("no such request", code)):
        with pytest.raises(CodeRefused) as refusal:
            guest_api.confirm_registration(*used)
        said.add(str(refusal.value))
    assert len(said) == 1


def test_arabic_digits_and_blanks_are_a_code_too(guest):
    request, code = begun(values())
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert guest_api.confirm_registration(request, f" {arabic[:3]} {arabic[3:]} ")["received"]


def test_after_five_wrong_tries_the_right_code_is_wrong(guest):
    request, code = begun(values())
    for _try in range(access_codes.MOST_TRIES):
        with pytest.raises(CodeRefused):
            guest_api.confirm_registration(request, "000000" if code != "000000" else "111111")
    with pytest.raises(CodeRefused):
        guest_api.confirm_registration(request, code)


def test_a_code_ends_after_ten_minutes(guest, held_clock):
    held_clock("2026-05-04 10:00:00")
    sent = values()
    request, code = begun(sent)
    held_clock("2026-05-04 10:10:01")
    with pytest.raises(CodeRefused):
        guest_api.confirm_registration(request, code)
    held_clock("2026-05-04 10:11:00")
    guest_api.resend_code(request)
    (again,) = make_ordered_codes()
    held_clock("2026-05-04 10:20:59")
    guest_api.confirm_registration(request, again)
    assert registered(sent)


def test_one_code_at_a_time_and_three_in_an_hour(guest, held_clock):
    held_clock("2026-05-04 10:00:00")
    sent = values()
    request, first = begun(sent)
    with pytest.raises(TooManyCodes):
        guest_api.resend_code(request)
    held_clock("2026-05-04 10:02:00")
    guest_api.resend_code(request)
    (second,) = make_ordered_codes()
    if first != second:
        with pytest.raises(CodeRefused):
            guest_api.confirm_registration(request, first)
    held_clock("2026-05-04 10:04:00")
    guest_api.resend_code(request)
    held_clock("2026-05-04 10:06:00")
    for act in (lambda: guest_api.resend_code(request), lambda: guest_api.register_myself(sent)):
        with pytest.raises(TooManyCodes):
            act()
    held_clock("2026-05-04 11:01:00")
    guest_api.resend_code(request)
    (last,) = make_ordered_codes()
    assert guest_api.confirm_registration(request, last)


def test_a_newer_request_for_the_same_phone_does_not_confirm_the_older_one(guest, held_clock):
    held_clock("2026-05-04 10:00:00")
    hers = values()
    request, _code = begun(hers)
    held_clock("2026-05-04 10:02:00")
    _other, code = begun(values(phone=hers["phone"]))
    with pytest.raises(CodeRefused):
        guest_api.confirm_registration(request, code)
    assert registered(hers) is None


def test_the_answer_is_the_same_whoever_is_registered(guest):
    known = known_woman(cnie=f"ZZ{serial():06d}", phone=phone())
    fresh, taken = values(), values(phone=known.phone, cnie=known.cnie)
    answers = [guest_api.register_myself(sent) for sent in (fresh, taken)]
    assert [{**answer, "request": "", "sent_to": ""} for answer in answers] == [
        {"request": "", "sent_to": "", "code_lasts_seconds": 600, "resend_after_seconds": 60}
    ] * 2
    assert len(make_ordered_codes()) == 2


def test_who_is_registered_already_lands_with_a_review_and_without_the_number(guest):
    known = known_woman(cnie=f"ZZ{serial():06d}", rnp=f"{serial():010d}")
    sent = values(cnie=known.cnie.lower(), rnp=known.rnp)
    request, code = begun(sent)
    assert guest_api.confirm_registration(request, code) == {"received": True}
    woman = registered(sent)
    assert (woman.cnie, woman.rnp) == (None, None)
    review = frappe.get_doc("Duplicate Review", {"beneficiary": woman.name})
    assert (review.other, review.status, review.origin) == (known.name, "Open", "Self-registration")
    assert review.same_identifiers == "cnie, rnp"


def test_who_looks_like_somebody_lands_with_a_review(guest):
    known = known_woman(
        first_name="Fatima-Zahra",
        last_name="El Hamdaoui",
        first_name_ar="فاطمة الزهراء",
        last_name_ar="الحمداوي",
        birth_date="1991-02-14",
    )
    sent = values(
        first_name="Fatimzahra",
        last_name="Elhamdaoui",
        first_name_ar="فاطمه الزهرا",
        last_name_ar="حمداوي",
        birth_date="1991-02-14",
    )
    request, code = begun(sent)
    guest_api.confirm_registration(request, code)
    review = frappe.get_doc("Duplicate Review", {"beneficiary": registered(sent).name})
    assert (review.other, review.status) == (known.name, "Open")


def test_she_is_confirmed_by_a_coordinator_before_she_is_selected(guest):
    sent = values()
    guest_api.confirm_registration(*begun(sent))
    woman = registered(sent)
    coordinator = user_with("Coordinator", PROVINCE)
    with acting_as(coordinator):
        woman.selection_status = "Selected"
        with pytest.raises(NotConfirmed):
            woman.save()
        assert registration.confirm(woman.name).registration_status == "Confirmed"
        again = frappe.get_doc("Beneficiary", woman.name)
        again.selection_status = "Selected"
        again.save()
    with acting_as(user_with("Coordinator", OTHER_PROVINCE)), pytest.raises(frappe.PermissionError):
        registration.confirm(woman.name)
    with acting_as(user_with("Coach", PROVINCE)), pytest.raises(frappe.PermissionError):
        registration.confirm(woman.name)


def test_an_open_review_comes_before_the_confirmation(guest):
    known = known_woman(cnie=f"ZZ{serial():06d}")
    sent = values(cnie=known.cnie)
    guest_api.confirm_registration(*begun(sent))
    name = registered(sent).name
    with acting_as(user_with("Coordinator", PROVINCE)):
        with pytest.raises(ReviewClosed):
            registration.confirm(name)
        review = frappe.get_doc("Duplicate Review", {"beneficiary": name})
        review.update({"status": "Different Women", "reason": "Two cards seen"})
        review.save()
        registration.confirm(name)


def test_she_cannot_confirm_herself_through_what_she_sends(guest):
    sent = values(
        registration_status="Confirmed", selection_status="Selected", user="Administrator", name="x"
    )
    guest_api.confirm_registration(*begun(sent))
    woman = registered(sent)
    assert (woman.registration_status, woman.selection_status, woman.user) == (
        "To Confirm",
        "Registered",
        None,
    )
    assert woman.name != "x"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"first_name": ""}, "first_name"),
        ({"birth_date": "soon"}, "birth_date"),
        ({"birth_date": "2090-01-01"}, "birth_date"),
        ({"phone": "12"}, "phone"),
        ({"phone": "", "email": ""}, "phone"),
        ({"phone": "", "email": "x@"}, "email"),
        ({"unit": "MA"}, "unit"),
        ({"unit": "nowhere"}, "unit"),
        ({"category": "Boss"}, "category"),
        ({"children_count": -1}, "children_count"),
        ({"children_count": "²"}, "children_count"),
        ({"children_count": 26}, "children_count"),
        ({"consents": []}, "consents"),
        ({"consents": "all"}, "consents"),
        ({"last_name": "x" * 141}, "last_name"),
        ({"project_idea": "x" * 1001}, "project_idea"),
        ({"last_name": ["a"]}, "last_name"),
        ({"last_name": {"like": "%"}}, "last_name"),
        ({"unit": True}, "unit"),
        ({"rnp": "1"}, "rnp"),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_kept(guest, change, field):
    before = frappe.db.count("Self Registration")
    with pytest.raises(RegistrationIncomplete):
        guest_api.register_myself(values(**change))
    assert field in [each["field"] for each in frappe.response["fields"]]
    assert frappe.db.count("Self Registration") == before


def test_everything_that_is_missing_is_said_at_once(guest):
    with pytest.raises(RegistrationIncomplete):
        guest_api.register_myself({"phone": "1"})
    said = {each["field"] for each in frappe.response["fields"]}
    assert said >= {"phone", "first_name", "last_name", "first_name_ar", "last_name_ar", "birth_date", "unit"}


def test_what_nobody_confirmed_is_forgotten(guest):
    request, code = begun(values())
    old = add_days(now(), -2)
    frappe.db.set_value(
        "Self Registration",
        {"request_digest": self_registration.digest(request)},
        "creation",
        old,
        update_modified=False,
    )
    self_registration.forget_unconfirmed()
    with pytest.raises(CodeRefused):
        guest_api.confirm_registration(request, code)
    frappe.db.set_value("Access Code", {}, "modified", add_to_date(now(), days=-2), update_modified=False)
    access_codes.forget_old()
    assert frappe.db.count("Access Code") == 0


def test_the_form_and_its_places(guest):
    form = guest_api.registration_form()
    assert "Care Leaver" in form["categories"]
    region = next(row for row in form["regions"] if row.name == "MA-11")
    assert PROVINCE in [row.name for row in guest_api.places(region.name)["places"]]
    assert guest_api.places("' or 1=1")["places"] == []
