"""What a woman agreed to, as she is shown it, and her agreement given again from her own account."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.people import consent
from women_incubation.people.errors import ConsentRefused
from women_incubation.people.registration import give_consent
from women_incubation.people.services import own_beneficiary

CHANNEL = "Field App"


def own() -> list[dict]:
    """Each purpose: {purpose, in_force, since: day or None, channel, withdrawn_on: day or None}.

    Raises PermissionError for whoever has no file of her own.
    """
    return [_of_purpose(purpose, _rows(_own_file())) for purpose in purposes()]


def give(purpose: str) -> dict:
    """She agrees, from today; what holds already stays as it is. As one of `own`.

    Raises PermissionError as above, ConsentRefused for a purpose that there is not.
    """
    woman = frappe.get_doc("Beneficiary", _own_file(), for_update=True)  # two taps at once are one consent
    if purpose not in purposes():
        frappe.throw(_("There is no such purpose."), ConsentRefused)
    if not consent.in_force(woman.name, purpose, getdate()):
        give_consent(woman, purpose, CHANNEL)
    return _of_purpose(purpose, _rows(woman.name))


def purposes() -> list[str]:
    """The purposes of consents, in their order."""
    return frappe.get_meta("Consent").get_field("purpose").options.split("\n")


def _own_file() -> str:
    woman = own_beneficiary()
    if not woman:
        frappe.throw(_("No woman's file is linked to your account."), frappe.PermissionError)
    return woman


def _rows(woman: str) -> list[dict]:
    fields = ["purpose", "given_on", "channel", "withdrawn_on"]
    order = "given_on desc, creation desc"
    return frappe.get_all("Consent", {"beneficiary": woman}, fields, order_by=order, limit=0)


def _of_purpose(purpose: str, rows: list[dict]) -> dict:
    given = [row for row in rows if row.purpose == purpose]
    standing = next((row for row in given if not row.withdrawn_on), None)
    last = standing or next(iter(given), frappe._dict())
    return {
        "purpose": purpose,
        "in_force": bool(standing),
        "since": last.given_on,
        "channel": last.channel,
        "withdrawn_on": last.withdrawn_on,
    }
