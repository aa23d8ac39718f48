"""A woman's photo for the roster: only with her consent, small, and gone when she withdraws it.

The picture is a private file on her own file. A roster carries a mark of it (`marks_of`); the thumbnails are
read once for each mark, so that a roster stays light.
"""

import base64
import hashlib
import io
from collections.abc import Collection

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today
from PIL import ImageOps

from women_incubation.audit.sent_pictures import UNREADABLE, open_picture
from women_incubation.people import consent
from women_incubation.people.errors import PhotoRefused
from women_incubation.people.rights.files import delete_files
from women_incubation.people.rights.officers import OFFICER
from women_incubation.people.services import own_beneficiary

FIELD = "photo"
LARGEST = 5 * 1024 * 1024  # bytes
SIDE = 96  # pixels of a thumbnail


def check_portrait(doc: Document) -> None:
    """Refuse a new photo without her consent, and what is no picture. Raises PhotoRefused."""
    if not doc.get(FIELD) or not doc.has_value_changed(FIELD):
        return
    if doc.is_new() or not consent.in_force(doc.name, consent.PHOTO, today()):
        frappe.throw(_("Record her consent to the photo first: she decides who sees it."), PhotoRefused)
    if thumbnail(doc.get(FIELD)) is None:
        megabytes = LARGEST // 1024**2
        frappe.throw(
            _("A photo is a JPEG, PNG or WebP picture of at most {0} MB.").format(megabytes), PhotoRefused
        )


def delete_former(doc: Document) -> None:
    """The photo that another one replaced, or that was taken off her file, goes with its file."""
    before = doc.get_doc_before_save()
    if before and before.get(FIELD) and doc.has_value_changed(FIELD):
        delete_files(_files(doc.name, {"file_url": before.get(FIELD)}, "name"))


def delete_portrait(beneficiary: str) -> None:
    """She withdrew her consent: the photo goes, with its file; so does what was uploaded to become one."""
    addresses = set(_files(beneficiary, {"attached_to_field": FIELD}, "file_url"))
    shown = frappe.db.get_value("Beneficiary", beneficiary, FIELD)
    if shown:
        frappe.db.set_value("Beneficiary", beneficiary, FIELD, None)
        addresses.add(shown)
    if addresses:
        delete_files(_files(beneficiary, {"file_url": ["in", sorted(addresses)]}, "name"))


def _files(beneficiary: str, which: dict, field: str) -> list[str]:
    hers = {"attached_to_doctype": "Beneficiary", "attached_to_name": beneficiary}
    return frappe.get_all("File", filters=hers | which, pluck=field)


def may_open_file(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
    """Hooks on File: her photo itself is for who keeps her file and for herself, not for all who read it.

    She agreed to the roster, whose small pictures go through the roster's own door. It can only deny.
    """
    user = user or frappe.session.user
    if doc.attached_to_doctype != "Beneficiary" or doc.owner == user or not _is_photo(doc):
        return True
    woman = doc.attached_to_name
    if OFFICER in frappe.get_roles(user) or own_beneficiary(user) == woman:
        return True
    return bool(frappe.has_permission("Beneficiary", "write", doc=woman, user=user))


def _is_photo(file: Document) -> bool:
    if file.attached_to_field == FIELD:
        return True
    shown = frappe.db.get_value("Beneficiary", file.attached_to_name, FIELD)
    return bool(shown) and shown == file.file_url


def addresses_of(beneficiaries: Collection[str]) -> dict[str, str]:
    """Woman -> her photo's address, for those whose consent holds today. Two queries at most."""
    filters = {"name": ["in", list(beneficiaries) or [""]], FIELD: ["is", "set"]}
    rows = frappe.get_all("Beneficiary", filters=filters, fields=["name", FIELD])
    agreed = consent.all_in_force([row.name for row in rows], consent.PHOTO, today())
    return {row.name: row[FIELD] for row in rows if row.name in agreed}


def marks_of(beneficiaries: Collection[str]) -> dict[str, str]:
    """Woman -> a short mark of her photo, which changes with it and tells nothing of where it lies."""
    return {woman: mark(address) for woman, address in addresses_of(beneficiaries).items()}


def mark(address: str) -> str:
    """Twelve signs for an address."""
    return hashlib.sha256(address.encode()).hexdigest()[:12]


def thumbnail(address: str) -> str | None:
    """A square JPEG of SIDE pixels, base64; None for what is no picture, or too large, or not there."""
    name = frappe.db.get_value("File", {"file_url": address, "is_private": 1}, "name")
    if not name:
        return None
    try:
        content = frappe.get_doc("File", name).get_content(encodings=[])
        if len(content) > LARGEST:
            return None
        with open_picture(content) as picture:
            picture.draft("RGB", (2 * SIDE, 2 * SIDE))  # a large JPEG is read at a fraction of its size
            small = ImageOps.fit(ImageOps.exif_transpose(picture).convert("RGB"), (SIDE, SIDE))
    except UNREADABLE:
        return None
    out = io.BytesIO()
    small.save(out, "JPEG", quality=72, optimize=True)
    return base64.b64encode(out.getvalue()).decode()
