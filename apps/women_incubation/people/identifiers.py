"""Identifiers of a person and of her account: one written form each, and the checks that need no register."""

import re
import unicodedata

import frappe
import phonenumbers
from frappe import _

from women_incubation.people.errors import InvalidPhone, InvalidRib, InvalidRnp

CNIE = re.compile(r"[A-Z]{1,2}\d{5,7}")
RNP = re.compile(r"\d{10}")
RIB = re.compile(r"\d{24}")
IBAN = re.compile(r"MA\d{26}")
USUAL_NUMBER = re.compile(r"(?:0|\+212|00212)([567]\d{8})", re.ASCII)  # needs no parser: lists hold thousands
MOROCCAN_NUMBER = re.compile(r"[567]\d{8}")  # 6 and 7 mobile, 5 fixed


def compact(value: str | None) -> str:
    """Upper case, Latin digits, without blanks, dashes, dots, slashes and marks of direction."""
    text = unicodedata.normalize("NFKC", value or "")
    if not text.isascii():
        text = "".join(str(unicodedata.digit(sign)) if sign.isdigit() else sign for sign in text)
    return re.sub(r"[\s\-_./\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", text).upper()


def normalise_cnie(value: str | None) -> str | None:
    """The card number as it is stored and compared, letters and digits only; None when there is none."""
    return re.sub(r"[\W_]", "", compact(value)) or None


def is_plausible_cnie(value: str | None) -> bool:
    """Whether it looks like a card number. There is no check digit: warn, never block."""
    return bool(CNIE.fullmatch(normalise_cnie(value) or ""))


def normalise_phone(value: str | None) -> str | None:
    """`+212` and nine digits; None when there is none. Raises InvalidPhone."""
    written = compact(value)
    if not written:
        return None
    if usual := USUAL_NUMBER.fullmatch(written):
        return f"+212{usual[1]}"
    try:
        number = phonenumbers.parse(written, "MA")
    except phonenumbers.NumberParseException:
        number = None
    national = str(number.national_number) if number and number.country_code == 212 else ""
    if not MOROCCAN_NUMBER.fullmatch(national):
        frappe.throw(
            _("{0} is not a Moroccan phone number. Write it like 06 12 34 56 78.").format(
                frappe.bold(frappe.utils.escape_html(value))
            ),
            InvalidPhone,
        )
    return f"+212{national}"


def check_rnp(value: str | None) -> str | None:
    """The ten digits of the population register (IDCS); None when there is none. Raises InvalidRnp."""
    number = compact(value)
    if number and not RNP.fullmatch(number):
        frappe.throw(_("The RNP number has 10 digits."), InvalidRnp)
    return number or None


def check_rib(rib: str | None) -> str:
    """The 24 digits of a bank account. Raises InvalidRib.

    Bank 3, city 3, account 16, key 2; key = 97 - (first 22 digits x 100 mod 97). An IBAN (MA, its own
    key, then the RIB) is accepted and its key is checked too.
    """
    number = compact(rib)
    if IBAN.fullmatch(number):
        check_iban_key(number)
        number = number[4:]
    if not RIB.fullmatch(number):
        frappe.throw(_("A RIB has 24 digits."), InvalidRib)
    if int(number[22:]) != 97 - int(number[:22]) * 100 % 97:
        frappe.throw(_("The key of this RIB is wrong. Copy all 24 digits again."), InvalidRib)
    return number


def check_iban_key(iban: str) -> None:
    """ISO 13616: the number, its first four signs moved to the end and M, A read as 22, 10, is 1 mod 97."""
    if int(f"{iban[4:]}2210{iban[2:4]}") % 97 != 1:
        frappe.throw(_("The key of this IBAN is wrong. Copy it again."), InvalidRib)
