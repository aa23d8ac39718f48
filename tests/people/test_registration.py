"""A field worker registers a woman in one request: her file, her consent, her papers."""

import time

import frappe
import pytest

from tests.factories import serial, unique
from tests.factories.incubation import make_private_file
from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.browser import message_of
from women_incubation.audit.errors import ClientKeyReused
from women_incubation.audit.private_files import FileNotYours
from women_incubation.people import api, registration
from women_incubation.people.errors import (
    DuplicateIdentifier,
    PossibleDuplicate,
    RegistrationIncomplete,
)

API = "women_incubation.people.api"


def values(**overrides: object) -> dict:
    """What a field worker fills in."""
    filled = {
        "first_name": "Rkia",
        "last_name": f"Terrain{serial()}",
        "first_name_ar": "رقية",
        "last_name_ar": f"ميدان {serial()}",
        "birth_date": "1988-09-21",
        "phone": "06 61 22 33 44",
        "unit": PROVINCE,
        "category": "Woman in a Difficult Situation",
        "children_count": 3,
        "education_level": "Literacy Programme",
        "project_idea": "Pain et msemen",
        "consents": [{"purpose": "Programme Accompaniment", "channel": "Oral with Witness"}],
    }
    return {**filled, **overrides}


@pytest.fixture
def coordinator(db):
    user = user_with("Coordinator", PROVINCE).name
    with acting_as(user):
        yield user
    frappe.response.pop("fields", None)


def test_file_consent_and_papers_in_one_request(coordinator):
    card, signed = make_private_file(coordinator), make_private_file(coordinator)
    sent = values(papers=[{"title": "CNIE", "file_url": card}])
    sent["consents"].append({"purpose": "Messages", "channel": "Signed Paper", "document": signed})
    answer = api.register(unique("key"), sent)
    woman = frappe.get_doc("Beneficiary", answer["name"])
    assert (woman.phone, woman.registration_status, woman.registration_origin) == (
        "+212661223344",
        "Confirmed",
        "Field Worker",
    )
    assert [row.file for row in woman.papers] == [card]
    given = frappe.get_all(
        "Consent", {"beneficiary": woman.name}, ["purpose", "channel", "unit"], order_by="purpose"
    )
    assert [(row.purpose, row.channel) for row in given] == [
        ("Messages", "Signed Paper"),
        ("Programme Accompaniment", "Oral with Witness"),
    ]
    assert {row.unit for row in given} == {PROVINCE}
    file = frappe.get_doc("File", {"file_url": card})
    assert (file.is_private, file.attached_to_name) == (1, woman.name)
    with acting_as(user_with("Coordinator", OTHER_PROVINCE)):
        assert not file.has_permission("read")


def test_the_same_request_again_is_the_same_woman(coordinator):
    key, sent = unique("key"), values()
    first = api.register(key, sent)
    assert api.register(key, sent) == first
    with pytest.raises(ClientKeyReused):
        api.register(key, {**sent, "children_count": 4})
    assert frappe.db.count("Beneficiary", {"last_name": sent["last_name"]}) == 1


def test_she_is_written_whole_or_not_at_all(coordinator):
    sent = values(consents=[{"purpose": "Dancing", "channel": "Oral with Witness"}])
    with pytest.raises(frappe.ValidationError):
        api.register(unique("key"), sent)
    assert frappe.db.count("Beneficiary", {"last_name": sent["last_name"]}) == 0


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"birth_date": ""}, RegistrationIncomplete),
        ({"papers": "x"}, RegistrationIncomplete),
        ({"consents": [1]}, RegistrationIncomplete),
        ({"papers": [{}] * 21}, RegistrationIncomplete),
        ({"unit": OTHER_PROVINCE}, frappe.PermissionError),
    ],
)
def test_what_is_refused(coordinator, change, error):
    with pytest.raises(error):
        api.register(unique("key"), values(**change))


def test_somebody_elses_paper_is_refused(coordinator):
    with acting_as("Administrator"):
        theirs = make_private_file("Administrator")
    with pytest.raises(FileNotYours):
        api.register(unique("key"), values(papers=[{"title": "x", "file_url": theirs}]))


def test_a_number_that_is_taken_and_a_likeness(coordinator):
    known = make_beneficiary(cnie=f"ZV{serial():06d}")
    with pytest.raises(DuplicateIdentifier):
        registration.register(values(cnie=known.cnie))
    sent = values()
    registration.register(sent)
    with pytest.raises(PossibleDuplicate):
        registration.register(sent)
    answer = api.register(unique("key"), {**sent, "duplicate_reason": "Two cards seen"})
    assert len(answer["reviews"]) == 1


@pytest.mark.parametrize(
    ("role", "allowed"), [("Coach", True), ("Trainer", False), ("Auditor", False), ("Woman", False)]
)
def test_who_registers(db, role, allowed):
    with acting_as(user_with(role, PROVINCE if role != "Woman" else None)):
        if allowed:
            name = api.register(unique("key"), values())["name"]
            assert frappe.db.count("Consent", {"beneficiary": name}) == 1
        else:
            with pytest.raises(frappe.PermissionError):
                api.register(unique("key"), values())


def test_over_http_in_a_moment_and_with_clear_refusals(db, browser):
    coordinator = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()
    hers = browser(coordinator)
    start = time.perf_counter()
    answer = hers.call(f"{API}.register", client_key=unique("key"), values=values())
    assert answer.status_code == 200, message_of(answer)
    assert time.perf_counter() - start < 5  # seconds: the minute is hers, not the server's
    for body in (
        {},
        {"client_key": "k"},
        {"client_key": unique("k"), "values": {}},
        {"client_key": 5, "values": "x"},
    ):
        assert 400 <= hers.call(f"{API}.register", **body).status_code < 500
    for door in ("similar", "confirm", "merge"):
        assert 200 <= hers.call(f"{API}.{door}").status_code < 500
        assert browser("Guest").call(f"{API}.{door}").status_code in (401, 403)
    assert hers.get(f"/api/method/{API}.compare", first="x", second="y").status_code == 404
