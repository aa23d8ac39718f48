"""Where a person can be written to: a Moroccan phone, or an e-mail address."""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import validate_email_address

from women_incubation.notices.message import EMAIL, SMS, masked
from women_incubation.people.errors import RegistrationIncomplete
from women_incubation.people.identifiers import normalise_phone

LONGEST = 140


class Address(NamedTuple):
    """A channel of the notices (SMS, E-mail) and the address in its one written form."""

    channel: str
    text: str

    @property
    def shown(self) -> str:
        """Enough of it to be recognised by whoever typed it."""
        return masked(self.channel, self.text)

    @property
    def as_arguments(self) -> dict[str, str]:
        """The address as `notices.door.tell` takes it."""
        return {"phone" if self.channel == SMS else "email": self.text}


def is_one_email_address(text: str) -> bool:
    """Whether it is an address and nothing else: Frappe also takes lists, and names beside addresses."""
    return text.isprintable() and "," not in text and validate_email_address(text) == text


def read_address(text: str) -> Address:
    """A typed phone or e-mail address. Raises InvalidPhone or RegistrationIncomplete for what is neither."""
    typed = (text or "").strip()
    if len(typed) > LONGEST or ("@" in typed and not is_one_email_address(typed)):
        frappe.throw(_("This is not an e-mail address."), RegistrationIncomplete)
    if "@" in typed:
        return Address(EMAIL, typed.lower())
    phone = normalise_phone(typed)
    if not phone:
        frappe.throw(_("Write your phone number or your e-mail address."), RegistrationIncomplete)
    return Address(SMS, phone)
