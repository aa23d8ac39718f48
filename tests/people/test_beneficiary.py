"""The file of a woman: what is written down, what is refused, and how it is said."""

import frappe
import pytest
from frappe.utils import getdate

from tests.factories import serial, unique
from tests.factories.people import make_beneficiary, make_woman_with_account
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.browser import message_of
from tests.helpers.processes import run_together
from women_incubation.audit.private_files import FileNotPrivate, FileNotYours
from women_incubation.people.errors import (
    BirthDateRefused,
    DuplicateIdentifier,
    InvalidPhone,
    InvalidRnp,
    NotAWomansAccount,
    ReasonMissing,
)
from women_incubation.people.services import age_on, open_account, own_beneficiary
from women_incubation.territory.days import NotADay


def cnie() -> str:
    """A card number not used before."""
    return f"ZZ{serial():06d}"


def test_names_are_trimmed_and_make_the_full_names(db):
    woman = make_beneficiary(
        first_name="  Fatima   Zahra ",
        last_name=" El Idrissi",
        first_name_ar=" فاطمة  الزهراء ",
        last_name_ar="الإدريسي ",
    )
    assert (woman.full_name, woman.full_name_ar) == ("Fatima Zahra El Idrissi", "فاطمة الزهراء الإدريسي")


@pytest.mark.parametrize("field", ["first_name", "last_name_ar", "birth_date", "unit"])
def test_what_is_required_is_asked_for(db, field):
    with pytest.raises(frappe.MandatoryError, match=field):
        make_beneficiary(**{field: "  " if "name" in field else None})


def test_identifiers_are_stored_in_one_form(db):
    number = cnie()
    woman = make_beneficiary(
        cnie=f" {number[:2].lower()} {number[2:]}", phone="06 12-34 56 78", rnp="01234 56789"
    )
    assert (woman.cnie, woman.phone, woman.rnp) == (number, "+212612345678", "0123456789")


def test_an_unlikely_cnie_is_said_and_stored(db):
    woman = make_beneficiary(cnie="<b>x")
    assert woman.cnie == "BX"
    assert "unusual" in frappe.get_message_log()[-1]["message"]
    frappe.clear_messages()
    make_beneficiary(cnie=cnie())
    assert frappe.get_message_log() == []


@pytest.mark.parametrize(
    ("field", "value", "error"), [("phone", "12", InvalidPhone), ("rnp", "12", InvalidRnp)]
)
def test_wrong_identifiers_are_refused(db, field, value, error):
    with pytest.raises(error):
        make_beneficiary(**{field: value})


@pytest.mark.parametrize("field", ["cnie", "rnp"])
def test_an_identifier_that_is_taken_is_named_and_nobody_else(db, field):
    value = cnie() if field == "cnie" else f"{serial():010d}"
    first = make_beneficiary(**{field: value})
    with pytest.raises(DuplicateIdentifier) as refusal:
        make_beneficiary(**{field: value.lower()})
    label = first.meta.get_label(field)
    assert label in str(refusal.value)
    assert value in str(refusal.value)
    assert first.last_name not in str(refusal.value)
    first.save()  # her own number is not taken


def test_women_without_identifiers_are_as_many_as_there_are(db):
    for empty in (None, "", "  "):
        make_beneficiary(cnie=empty, rnp=empty, phone=empty)


def test_a_shared_phone_is_no_duplicate(db):
    assert make_beneficiary(phone="0612345678").phone == make_beneficiary(phone="0612345678").phone


def test_two_at_once_with_one_cnie_give_one_woman_and_one_clear_refusal(db):
    number = cnie()

    def register(_number: int) -> str:
        try:
            make_beneficiary(cnie=number)
            frappe.db.commit()
        except frappe.ValidationError as refused:
            frappe.db.rollback()
            return f"{type(refused).__name__} {refused.http_status_code}"
        return "registered"

    frappe.db.commit()
    answers = run_together(register, count=4)
    assert answers.count("registered") == 1
    assert {answer.split()[1] for answer in answers if answer != "registered"} <= {"417", "409"}
    frappe.db.rollback()
    assert frappe.db.count("Beneficiary", {"cnie": number}) == 1


def test_rest_answers_a_duplicate_with_a_4xx_and_the_field(db, browser):
    number = cnie()
    make_beneficiary(cnie=number)
    coordinator = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()
    values = make_beneficiary().as_dict(convert_dates_to_str=True)
    frappe.db.rollback()
    body = {
        key: values[key]
        for key in (
            "category",
            "first_name",
            "last_name",
            "first_name_ar",
            "last_name_ar",
            "birth_date",
            "unit",
        )
    }
    answer = browser(coordinator).post("/api/resource/Beneficiary", **body, cnie=number)
    assert answer.status_code == 417
    assert "CNIE" in message_of(answer)
    assert browser(coordinator).post("/api/resource/Beneficiary", **body, cnie=cnie()).status_code == 200


@pytest.mark.parametrize("born", ["2026-03-11", "1915-03-10"])
def test_a_birth_date_that_cannot_be_is_refused(db, held_clock, born):
    held_clock("2026-03-10 12:00")
    with pytest.raises(BirthDateRefused):
        make_beneficiary(birth_date=born)


@pytest.mark.parametrize("born", ["0001-01-01", "2026-02-30", "yesterday", "<b>", 5, [1]])
def test_a_birth_date_that_is_none_is_refused(db, born):
    with pytest.raises(NotADay) as refusal:
        make_beneficiary(birth_date=born)
    assert "<b>" not in str(refusal.value)
    assert len(frappe.get_message_log()) == 1


@pytest.mark.parametrize("born", ["2026-03-10", "1915-03-11"])
def test_the_youngest_and_the_oldest_are_registered(db, held_clock, born):
    held_clock("2026-03-10 12:00")
    assert getdate(make_beneficiary(birth_date=born).birth_date) == getdate(born)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        ("2000-05-10", "2018-05-09", 17),
        ("2000-05-10", "2018-05-10", 18),
        ("2004-02-29", "2022-02-28", 17),
        ("2004-02-29", "2022-03-01", 18),
        ("2004-02-29", "2024-02-29", 20),
    ],
)
def test_age_in_whole_years(born, on, age):
    assert age_on(born, on) == age


def test_the_day_of_registration_stays(db, held_clock):
    held_clock("2026-02-03 10:00")
    woman = make_beneficiary(registered_on="2020-01-01")
    assert woman.registered_on == getdate("2026-02-03")
    held_clock("2026-06-01 10:00")
    woman.reload()
    woman.registered_on = "2026-06-01"
    woman.save()
    assert woman.registered_on == getdate("2026-02-03")


@pytest.mark.parametrize("status", ["Waiting List", "Not Selected"])
def test_who_is_not_selected_is_told_why(db, status):
    for reason in (None, "   "):
        with pytest.raises(ReasonMissing):
            make_beneficiary(selection_status=status, selection_reason=reason)
    make_beneficiary(selection_status=status, selection_reason="Score above the threshold")
    make_beneficiary(selection_status="Selected")


def test_the_stage_is_derived_whatever_is_sent(db):
    woman = make_beneficiary(stage="Economically Integrated", selection_status="Selected")
    assert woman.stage == "Selected"


def test_the_portal_user_is_a_womans_account_and_hers_alone(db):
    woman = make_woman_with_account()
    assert own_beneficiary(woman.user) == woman.name
    with pytest.raises(DuplicateIdentifier):
        make_beneficiary(user=woman.user)
    for role in ("Trainer", "Coordinator"):
        with pytest.raises(NotAWomansAccount):
            make_beneficiary(user=user_with(role).name)


def test_nobody_is_the_beneficiary_of_a_guest_or_a_colleague(db):
    make_beneficiary()
    assert own_beneficiary("Guest") is None
    assert own_beneficiary(user_with("Coordinator").name) is None


def test_a_coordinator_opens_an_account_for_a_woman_of_her_territory(db):
    coordinator = user_with("Coordinator", PROVINCE)
    woman, away = make_beneficiary(), make_beneficiary(unit="MA-CHE")
    email = f"{unique('w')}@example.test"
    with acting_as(coordinator):
        user = open_account(woman.name, email, "a Long-enough pass 5")
        with pytest.raises(frappe.PermissionError):
            open_account(away.name, f"{unique('w')}@example.test")
    assert own_beneficiary(user) == woman.name
    assert frappe.db.get_value("User", user, ["user_type", "enabled"]) == ("Website User", 1)
    assert [role for role in frappe.get_roles(user) if role.startswith("Incubation")] == ["Incubation Woman"]


def test_more_accounts_than_frappe_lets_be_made_in_an_hour(db, monkeypatch):
    monkeypatch.setitem(frappe.local.conf, "throttle_user_limit", 0)
    woman = make_beneficiary()
    assert open_account(woman.name, f"{unique('w')}@example.test")
    assert not frappe.flags.in_import


def test_her_paper_is_private_and_uploaded_by_who_files_it(db):
    def paper(**values: object) -> str:
        file = {"doctype": "File", "file_name": f"{unique('p')}.txt", "content": unique("c"), **values}
        return frappe.get_doc(file).insert().file_url

    make_beneficiary(rsu_document=paper(is_private=1))
    with pytest.raises(FileNotPrivate):
        make_beneficiary(rsu_document=paper(is_private=0))
    theirs = paper(is_private=1)
    with acting_as(user_with("Coordinator", PROVINCE)), pytest.raises(FileNotYours):
        make_beneficiary(rsu_document=theirs)


def test_registration_and_what_matters_later_are_recorded_without_personal_data(db):
    woman = make_beneficiary(cnie=cnie(), phone="0612345678")
    woman.locality = "Hay Salam"
    woman.save()
    woman.selection_status = "Selected"
    woman.save()
    entries = frappe.get_all(
        "Audit Entry", {"reference_name": woman.name}, ["action", "detail"], order_by="sequence"
    )
    assert [entry.action for entry in entries] == ["registered", "file_changed"]
    said = " ".join(entry.detail for entry in entries)
    assert "Selected" in said
    for personal in (woman.cnie, woman.phone, woman.last_name, woman.birth_date, "Salam"):
        assert str(personal) not in said
