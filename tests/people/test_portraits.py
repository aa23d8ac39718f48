"""A photo stands on a woman's file only with her consent, and goes with it."""

import base64
import io

import frappe
import pytest
from PIL import Image

from tests.factories.people import give_consent, make_beneficiary
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from women_incubation.people import consent, portraits
from women_incubation.people.errors import PhotoRefused

pytestmark = pytest.mark.usefixtures("db")


def jpeg(width: int = 640, height: int = 480) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "brown").save(out, "JPEG")
    return out.getvalue()


def uploaded(woman: str, content: bytes, name: str = "face.jpg") -> str:
    values = {"file_name": name, "content": content, "is_private": 1}
    values |= {"attached_to_doctype": "Beneficiary", "attached_to_name": woman}
    return frappe.get_doc({"doctype": "File", **values}).insert().file_url


def with_photo(woman: str, content: bytes | None = None) -> str:
    address = uploaded(woman, content or jpeg())
    frappe.get_doc("Beneficiary", woman).update({"photo": address}).save()
    return address


@pytest.fixture
def woman():
    return make_beneficiary().name


def test_a_photo_without_her_consent_is_refused(woman):
    with pytest.raises(PhotoRefused, match="consent"):
        with_photo(woman)


def test_consent_to_something_else_is_not_consent_to_a_photo(woman):
    give_consent(woman, consent.MESSAGES)
    with pytest.raises(PhotoRefused, match="consent"):
        with_photo(woman)


def test_with_her_consent_a_photo_is_kept_and_shown_small(woman):
    give_consent(woman, consent.PHOTO)
    address = with_photo(woman, jpeg(3000, 2000))
    assert portraits.marks_of([woman]) == {woman: portraits.mark(address)}
    small = Image.open(io.BytesIO(base64.b64decode(portraits.thumbnail(address))))
    assert (small.format, small.size) == ("JPEG", (portraits.SIDE, portraits.SIDE))


@pytest.mark.parametrize("content", [b"<svg/>", b"\xff\xd8\xff\xe0" + b"0" * 200, b"GIF89a" + b"0" * 50])
def test_what_is_no_picture_is_refused(woman, content):
    give_consent(woman, consent.PHOTO)
    address = frappe.get_doc(
        {"doctype": "File", "file_name": "face.bin", "content": content, "is_private": 1}
    ).insert()
    doc = frappe.get_doc("Beneficiary", woman)
    doc.photo = address.file_url
    with pytest.raises(PhotoRefused, match="picture"):
        doc.save()


def test_a_withdrawn_consent_deletes_the_photo_with_its_file(woman, as_user):
    given = give_consent(woman, consent.PHOTO)
    address = with_photo(woman)
    with as_user(user_with("Coordinator", PROVINCE).name):
        frappe.get_doc("Consent", given.name).update({"withdrawn_on": frappe.utils.today()}).save()
    assert not frappe.db.get_value("Beneficiary", woman, "photo")
    assert not frappe.db.exists("File", {"file_url": address})
    assert portraits.marks_of([woman]) == {}


def test_the_photo_stays_while_another_consent_stands(woman):
    first = give_consent(woman, consent.PHOTO)
    give_consent(woman, consent.PHOTO)
    with_photo(woman)
    frappe.get_doc("Consent", first.name).update({"withdrawn_on": frappe.utils.today()}).save()
    assert list(portraits.marks_of([woman])) == [woman]
