"""The portraits of a roster: for who marks it, of the women who agreed, and no reader besides."""

import io

import frappe
import pytest
from PIL import Image

from tests.factories.people import give_consent
from tests.factories.training import make_group, make_session, make_trainer, women_of
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.people import consent, portraits
from women_incubation.training.api import MOST_LOOKS, faces, my_sessions

pytestmark = pytest.mark.usefixtures("db")


def give_photo(woman: str, agreed: bool = True) -> None:
    out = io.BytesIO()
    Image.new("RGB", (200, 300), "brown").save(out, "JPEG")
    values = {"file_name": f"{woman}.jpg", "content": out.getvalue(), "is_private": 1}
    values |= {"attached_to_doctype": "Beneficiary", "attached_to_name": woman}
    address = frappe.get_doc({"doctype": "File", **values}).insert().file_url
    frappe.db.set_value("Beneficiary", woman, "photo", address)
    if agreed:
        give_consent(woman, consent.PHOTO)


@pytest.fixture
def session():
    session = make_session(make_group(3))
    anna, bahia, _none = women_of(session)
    give_photo(anna)
    give_photo(bahia, agreed=False)
    return session


def test_a_trainer_gets_small_pictures_of_those_who_agreed(session):
    with acting_as(session.trainer):
        found = faces(session.name)["faces"]
    address = frappe.db.get_value("Beneficiary", women_of(session)[0], "photo")
    assert [(face["beneficiary"], face["version"]) for face in found] == [
        (women_of(session)[0], portraits.mark(address))
    ]
    assert 0 < len(found[0]["picture"]) < 6_000


def test_who_is_not_on_this_roster_is_not_among_the_faces(session):
    woman = women_of(session)[0]
    row = {"parent": session.training_group, "beneficiary": woman}
    frappe.db.set_value(
        "Training Group Member", row, "left_on", frappe.utils.add_days(session.session_date, -1)
    )
    with acting_as(session.trainer):
        assert faces(session.name) == {"faces": []}
    frappe.db.set_value("Training Group Member", row, "left_on", session.session_date)
    with acting_as(session.trainer):
        assert [face["beneficiary"] for face in faces(session.name)["faces"]] == [woman]


def test_pictures_are_not_made_without_end(session, browser):
    frappe.db.commit()
    phone, path = browser(session.trainer), "/api/method/women_incubation.training.api.faces"
    answers = [phone.get(path, session="nowhere").status_code for _each in range(MOST_LOOKS + 1)]
    assert set(answers[:-1]) == {404}
    assert answers[-1] == 429
    assert phone.get(path, session=session.name).status_code == 200


def test_the_roster_carries_the_mark_alone(session):
    with acting_as(session.trainer):
        roster = my_sessions(frappe.utils.today(), frappe.utils.today())["sessions"][0]["roster"]
    marked = {row["beneficiary"]: row["photo"] for row in roster}
    address = frappe.db.get_value("Beneficiary", women_of(session)[0], "photo")
    assert list(marked.values()) == [portraits.mark(address), None, None]
    assert "private/files" not in frappe.as_json(roster)


def test_a_photo_that_is_gone_spoils_no_roster(session):
    frappe.db.set_value("Beneficiary", women_of(session)[0], "photo", "/private/files/gone.jpg")
    with acting_as(session.trainer):
        assert faces(session.name) == {"faces": []}


@pytest.mark.parametrize("role", ["Trainer", "Coach", "Funder", "Woman"])
def test_others_get_none(session, role):
    other = make_trainer(session.unit) if role == "Trainer" else user_with(role, session.unit).name
    with acting_as(other), pytest.raises(frappe.PermissionError):
        faces(session.name)


def test_a_session_that_is_not_there_is_said(session):
    with acting_as(session.trainer), pytest.raises(frappe.DoesNotExistError):
        faces("nowhere")
