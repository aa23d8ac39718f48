"""A photo stands on a woman's file only with her consent, and goes with it."""

import base64
import io

import frappe
import pytest
from PIL import Image

from tests.factories.people import give_consent, make_beneficiary, make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from women_incubation.audit.file_claims import may_open
from women_incubation.audit.private_files import FileNotYours
from women_incubation.people import consent, merging, portraits
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


def addresses_on(woman: str) -> set[str]:
    where = {"attached_to_doctype": "Beneficiary", "attached_to_name": woman}
    return set(frappe.get_all("File", filters=where, pluck="file_url"))


def test_a_photo_that_is_replaced_or_taken_off_goes_with_its_file(woman):
    give_consent(woman, consent.PHOTO)
    with_photo(woman)
    second = with_photo(woman, jpeg(320, 240))
    assert addresses_on(woman) == {second}
    frappe.get_doc("Beneficiary", woman).update({"photo": None}).save()
    assert addresses_on(woman) == set()


def test_another_save_keeps_the_photo(woman):
    give_consent(woman, consent.PHOTO)
    address = with_photo(woman)
    frappe.get_doc("Beneficiary", woman).update({"locality": "Foum El Oued"}).save()
    assert addresses_on(woman) == {address}


def test_what_was_uploaded_to_become_her_photo_goes_when_she_withdraws(woman):
    given = give_consent(woman, consent.PHOTO)
    with_photo(woman)
    never_saved = {"attached_to_field": portraits.FIELD}
    frappe.get_doc("File", {"file_url": uploaded(woman, jpeg(99, 99))}).update(never_saved).save()
    paper = uploaded(woman, b"her card", "card.txt")
    frappe.get_doc("Consent", given.name).update({"withdrawn_on": frappe.utils.today()}).save()
    assert addresses_on(woman) == {paper}


def test_after_a_merge_her_withdrawal_reaches_the_photo_of_the_other_file(woman):
    other = make_beneficiary().name
    given = give_consent(other, consent.PHOTO)
    with_photo(other)
    merging.merge(woman, other, "The same woman")
    assert not frappe.db.get_value("Beneficiary", other, "photo")
    frappe.get_doc("Consent", given.name).update({"withdrawn_on": frappe.utils.today()}).save()
    assert addresses_on(woman) == addresses_on(other) == set()


def test_the_photo_of_another_woman_cannot_be_claimed(woman, as_user):
    other = make_beneficiary(unit=OTHER_PROVINCE).name
    give_consent(other, consent.PHOTO)
    address = with_photo(other)
    give_consent(woman, consent.PHOTO)
    with as_user(user_with("Coordinator", PROVINCE).name), pytest.raises(FileNotYours):
        frappe.get_doc("Beneficiary", woman).update({"photo": address}).save()


@pytest.mark.parametrize(
    "role, opens",
    [("Coordinator", True), ("Data Protection Officer", True), ("Funder", False), ("Payment Officer", False)],
)
def test_who_reads_her_file_does_not_open_her_photo(woman, as_user, role, opens):
    give_consent(woman, consent.PHOTO)
    address = with_photo(woman)
    paper = uploaded(woman, b"her card", "card.txt")
    with as_user(user_with(role, PROVINCE).name):
        assert frappe.get_doc("Beneficiary", woman).has_permission("read")
        assert may_open_any(address) is opens
        assert may_open_any(paper)


def test_she_opens_her_own_photo(as_user):
    hers = make_woman_with_account()
    give_consent(hers.name, consent.PHOTO)
    address = with_photo(hers.name)
    with as_user(hers.user):
        assert may_open_any(address)
    with as_user(make_woman_with_account().user):
        assert not may_open_any(address)


def may_open_any(address: str) -> bool:
    rows = frappe.get_all("File", filters={"file_url": address}, pluck="name")
    return any(may_open(row) for row in rows)


def test_the_photo_stays_while_another_consent_stands(woman):
    first = give_consent(woman, consent.PHOTO)
    give_consent(woman, consent.PHOTO)
    with_photo(woman)
    frappe.get_doc("Consent", first.name).update({"withdrawn_on": frappe.utils.today()}).save()
    assert list(portraits.marks_of([woman])) == [woman]
