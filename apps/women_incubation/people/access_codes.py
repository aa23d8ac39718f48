"""Codes of six digits that prove that a phone or an e-mail address is somebody's.

one a time for an address and purpose, for ten minutes, for five tries, three in an hour
stored as a digest with the site's key, which is not in the database; compared in constant time
made and sent by a background job: the request does the same work whether anybody is known there or not
a wrong try is counted and committed at once, under a lock: many at the same moment count one by one
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils.password import decrypt, encrypt, get_encryption_key

from women_incubation.audit.bulk_rows import stamp
from women_incubation.notices.door import tell
from women_incubation.notices.sending import utc_now
from women_incubation.people.addresses import Address
from women_incubation.people.errors import CodeRefused, TooManyCodes

LOG_IN, REGISTRATION = "Log In", "Registration"
LASTS = 600  # seconds
PAUSE = 60  # seconds between two codes for one address
MOST_TRIES = 5
WINDOW, MOST_IN_WINDOW = 3600, 3  # seconds, codes
KEPT_DAYS = 1
FIELDS = (
    "name",
    "purpose",
    "code_digest",
    "expires_at_utc",
    "tries",
    "subject",
    "language",
    "sealed_address",
)


def order(purpose: str, address: Address, language: str, subject: str | None = None) -> None:
    """Have a code made and sent to this address; the one before is void. Raises TooManyCodes (429).

    `subject` is what the code is for (a registration); only with it the code is right.
    """
    name, window_from, sent = _room_for_another(purpose, address)
    now = utc_now()
    values = {
        "sealed_address": encrypt("|".join(address)),
        "subject": subject,
        "language": language,
        "code_digest": None,
        "expires_at_utc": None,
        "made_at_utc": now,
        "tries": 0,
        "window_from_utc": window_from or now,
        "sent_in_window": sent + 1,
    }
    frappe.db.set_value("Access Code", name, values)
    path = "women_incubation.people.access_codes.make_and_send"
    frappe.enqueue(path, queue="short", name=name, enqueue_after_commit=True)


def make_and_send(name: str) -> None:
    """The background half: if there is somebody to log in, or a registration waits, send a code."""
    row = frappe.db.get_value("Access Code", name, FIELDS, as_dict=True, for_update=True)
    if not row or not row.sealed_address:
        return
    frappe.db.set_value("Access Code", name, "sealed_address", None)
    address = Address(*decrypt(row.sealed_address).split("|", 1))
    unit = frappe.get_attr(UNIT_OF[row.purpose])(address, row.subject)
    if unit is None:
        return  # nobody is there: no code, and nobody is told so
    code = f"{secrets.randbelow(10**6):06d}"
    values = {"code_digest": code_digest(name, code), "expires_at_utc": utc_now() + timedelta(seconds=LASTS)}
    frappe.db.set_value("Access Code", name, values)
    words = {
        "subject": _("Your code", lang=row.language),
        "body": _("Your code: {0}. It holds for 10 minutes. Tell it to nobody.", lang=row.language).format(
            code
        ),
    }
    tell(**address.as_arguments, **words, language=row.language, unit=unit, purpose="Code", secret=code)


# purpose -> (address, subject) -> the unit of whoever the code is for; None when there is nobody
UNIT_OF = {
    LOG_IN: "women_incubation.people.accounts.unit_of_address",
    REGISTRATION: "women_incubation.people.self_registration.unit_of_request",
}


def check(purpose: str, address: Address, code: str, subject: str | None = None) -> str:
    """The name of the code's row, locked, when the code is right; `consume` it then. Raises CodeRefused.

    Wrong, late, used up, never made: one and the same refusal.
    """
    row = _locked(purpose, address)
    made = row if row and row.code_digest else frappe._dict(name="", code_digest="0" * 64, tries=0)
    same = hmac.compare_digest(made.code_digest, code_digest(made.name, code))
    in_time = bool(made.expires_at_utc) and made.expires_at_utc > utc_now()
    if same and in_time and made.tries < MOST_TRIES and (made.subject or None) == subject:
        return made.name
    if row:
        frappe.db.set_value("Access Code", row.name, "tries", row.tries + 1)
        frappe.db.commit()  # the refusal rolls back, the count must not
    return frappe.throw(_("This code is not right, or no longer. Ask for a new one."), CodeRefused)


def consume(name: str) -> None:
    """The code was used: it is void."""
    frappe.db.set_value("Access Code", name, {"code_digest": None, "expires_at_utc": None, "subject": None})


def forget_old() -> None:
    """Each night: codes of days ago."""
    frappe.db.delete(
        "Access Code", {"modified": ["<", frappe.utils.add_days(frappe.utils.now(), -KEPT_DAYS)]}
    )


def code_digest(name: str, code: str) -> str:
    """What is stored of a code: of no use without the site's key."""
    return _keyed(f"code|{name}|{code}")


def _keyed(text: str) -> str:
    return hmac.new(get_encryption_key().encode(), text.encode(), hashlib.sha256).hexdigest()


def _locked(purpose: str, address: Address) -> frappe._dict | None:
    where = {"purpose": purpose, "address_digest": _keyed(f"{purpose}|{address.text}")}
    fields = [*FIELDS, "made_at_utc", "window_from_utc", "sent_in_window"]
    return frappe.db.get_value("Access Code", where, fields, as_dict=True, for_update=True)


def _room_for_another(purpose: str, address: Address) -> tuple[str, datetime | None, int]:
    """The row of this address, locked; when its window began, and how many codes it had since."""
    row = _locked(purpose, address) or _made(purpose, address)
    now = utc_now()
    if row.made_at_utc and (now - row.made_at_utc).total_seconds() < PAUSE:
        frappe.throw(_("A code is on its way. Wait a minute before you ask for another."), TooManyCodes)
    if not row.window_from_utc or (now - row.window_from_utc).total_seconds() > WINDOW:
        return row.name, None, 0
    if row.sent_in_window >= MOST_IN_WINDOW:
        frappe.throw(_("This address had several codes already. Try again in an hour."), TooManyCodes)
    return row.name, row.window_from_utc, row.sent_in_window


def _made(purpose: str, address: Address) -> frappe._dict:
    """A new row for this address; two at once make one, by the unique key."""
    row = {
        "name": frappe.generate_hash(length=12),
        **stamp(),
        "purpose": purpose,
        "address_digest": _keyed(f"{purpose}|{address.text}"),
    }
    frappe.db.bulk_insert("Access Code", list(row), [tuple(row.values())], ignore_duplicates=True)
    return _locked(purpose, address)
