"""A woman registers herself on the public page: what she sent waits, sealed, until a code proves her phone.

Then it becomes a file "to confirm" in the work list of her commune's coordinator. Whether she, or somebody
who looks like her, is registered already is never told to the page: the coordinator finds a review.
"""

import hashlib
import json
import secrets
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils.password import decrypt, encrypt

from women_incubation.notices.message import SMS
from women_incubation.people import access_codes
from women_incubation.people.access_codes import REGISTRATION
from women_incubation.people.addresses import Address, read_address
from women_incubation.people.consent import ACCOMPANIMENT, CONVERGENCE, MESSAGES
from women_incubation.people.duplicates.finding import Candidate, find, with_places
from women_incubation.people.duplicates.person import person_of
from women_incubation.people.duplicates.rule import open_review
from women_incubation.people.errors import CodeRefused
from women_incubation.people.registration import give_consent
from women_incubation.people.registration_values import Problem, read_values, refuse
from women_incubation.territory.days import as_day

PURPOSES = (ACCOMPANIMENT, CONVERGENCE, MESSAGES)
ORIGIN = "Self-registration"
KEPT_DAYS = 1


def begin(sent: dict) -> tuple[str, Address]:
    """Keep what she sent and order a code. Returns the request's token and where the code goes.

    Raises RegistrationIncomplete and TooManyCodes; says nothing about who is registered.
    """
    values = read_values(sent)
    values["consents"] = _consents(sent)
    if not values["phone"] and not values["email"]:
        refuse([Problem("phone", _("Write your phone number or your e-mail address."))])
    token = secrets.token_urlsafe(32)
    address = read_address(values["phone"] or values["email"])
    row = frappe.get_doc(
        {
            "doctype": "Self Registration",
            "request_digest": digest(token),
            "sealed": encrypt(json.dumps(values, default=str)),
            "status": "Awaiting Code",
        }
    )
    row.db_insert()
    access_codes.order(REGISTRATION, address, values["preferred_language"] or "ar", subject=row.name)
    return token, address


def resend(token: str) -> Address:
    """Order another code for a request that waits. Raises CodeRefused for one that does not."""
    row, values = _waiting(token)
    address = read_address(values["phone"] or values["email"])
    access_codes.order(REGISTRATION, address, values["preferred_language"] or "ar", subject=row.name)
    return address


def finish(token: str, code: str) -> None:
    """With the right code, her file is made. Raises CodeRefused."""
    row, values = _waiting(token)
    address = read_address(values["phone"] or values["email"])
    used = access_codes.check(REGISTRATION, address, code, subject=row.name)
    access_codes.consume(used)
    consents = values.pop("consents")
    woman = _make_file(values)
    channel = "SMS Code" if address.channel == SMS else "Field App"
    for purpose in consents:
        give_consent(woman, purpose, channel)
    done = {"status": "Confirmed", "sealed": None, "beneficiary": woman.name}
    frappe.db.set_value("Self Registration", row.name, done)


def unit_of_request(_address: Address, subject: str | None) -> str | None:
    """The unit she named; None when the request no longer waits."""
    sealed = frappe.db.get_value("Self Registration", {"name": subject, "status": "Awaiting Code"}, "sealed")
    return json.loads(decrypt(sealed))["unit"] if sealed else None


def forget_unconfirmed() -> None:
    """Each night: what nobody confirmed goes."""
    before = frappe.utils.add_days(frappe.utils.now(), -KEPT_DAYS)
    frappe.db.delete("Self Registration", {"status": "Awaiting Code", "creation": ["<", before]})


def digest(token: str) -> str:
    """What is stored of the token: it is known to her browser alone."""
    return hashlib.sha256(token.encode()).hexdigest()


def _waiting(token: str) -> tuple[frappe._dict, dict[str, Any]]:
    where = {"request_digest": digest(token), "status": "Awaiting Code"}
    row = frappe.db.get_value("Self Registration", where, ["name", "sealed"], as_dict=True, for_update=True)
    if not row:
        frappe.throw(_("This code is not right, or no longer. Ask for a new one."), CodeRefused)
    return row, json.loads(decrypt(row.sealed))


def _consents(sent: dict) -> list[str]:
    given = sent.get("consents")
    given = [purpose for purpose in PURPOSES if isinstance(given, list) and purpose in given]
    if ACCOMPANIMENT not in given:
        refuse([Problem("consents", _("Without your agreement we may not keep your registration."))])
    return given


def _make_file(values: dict[str, Any]) -> Document:
    """Her file, without the official numbers that somebody registered has: those stand in the review."""
    values["birth_date"] = as_day(values["birth_date"])
    taken = [each for each in find(with_places([person_of(values)])[0]) if each.exact]
    for field in {field for candidate in taken for field in candidate.exact}:
        values[field] = None
    woman = frappe.get_doc({"doctype": "Beneficiary", **values})
    woman.update({"registration_status": "To Confirm", "registration_origin": "Herself"})
    woman.flags.update(by_service=True, review_origin=ORIGIN)
    woman.insert(ignore_permissions=True)  # nobody is logged in; the code is her right to it
    known = set(frappe.get_all("Duplicate Review", {"beneficiary": woman.name}, pluck="other"))
    for candidate in taken:
        if candidate.beneficiary in known:
            _add_numbers(woman.name, candidate)
        else:
            open_review(woman.name, candidate, ORIGIN)
    return woman


def _add_numbers(beneficiary: str, candidate: Candidate) -> None:
    where = {"beneficiary": beneficiary, "other": candidate.beneficiary}
    frappe.db.set_value(
        "Duplicate Review", where, {"same_identifiers": ", ".join(candidate.exact), "score": candidate.score}
    )
