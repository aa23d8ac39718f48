"""Writes and look-ups about a person that others call."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.people.errors import ConsentMissing


def own_beneficiary(user: str | None = None) -> str | None:
    """The Beneficiary whose portal user this is; None when the user is nobody's."""
    user = user or frappe.session.user
    if user == "Guest":
        return None
    return frappe.db.get_value("Beneficiary", {"user": user})


def age_on(birth_date: date | str, on: date | str) -> int:
    """Whole years on a day; a birthday on 29 February is reached on 1 March in other years."""
    born, day = getdate(birth_date), getdate(on)
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def withdraw_consent(beneficiary: str, purpose: str, on: date | str | None = None) -> None:
    """End every consent of this purpose that is in force, from this day (today) on. Raises ConsentMissing."""
    end_consents(beneficiary, purpose, getdate(on))


def withdraw_own_consent(purpose: str) -> None:
    """The same for the woman who acts: what she agreed to is hers to end, though she writes no Consent.

    Raises PermissionError when the account is no woman's, ConsentMissing.
    """
    woman = own_beneficiary()
    if not woman:
        frappe.throw(_("No woman's file is linked to your account."), frappe.PermissionError)
    end_consents(woman, purpose, getdate(), by_herself=True)


def end_consents(beneficiary: str, purpose: str, day: date, by_herself: bool = False) -> None:
    """Write the day into every consent of the purpose that has none. Raises ConsentMissing."""
    filters = {"beneficiary": beneficiary, "purpose": purpose, "withdrawn_on": ["is", "not set"]}
    names = frappe.get_all("Consent", filters=filters, pluck="name")
    if not names:
        frappe.throw(_("There is no consent to withdraw."), ConsentMissing)
    for name in names:
        consent = frappe.get_doc("Consent", name)
        consent.withdrawn_on = day
        consent.save(ignore_permissions=by_herself)


def open_account(beneficiary: str, email: str, password: str | None = None) -> str:
    """Give a woman an account of the field app and link it to her file. Returns the user's name.

    No message is sent. Raises what User and Beneficiary raise (an address in use, no right on her file).
    """
    woman = frappe.get_doc("Beneficiary", beneficiary)
    woman.check_permission("write")
    woman.user = insert_account(woman, email, password)
    woman.save()
    record("account_opened", woman)
    return woman.user


def insert_account(woman: Document, email: str, password: str | None = None) -> str:
    """Make the user of a woman, whoever acts; the caller has decided that she shall have one."""
    user = frappe.get_doc(
        {
            "doctype": "User",
            "email": email,
            "first_name": woman.first_name,
            "last_name": woman.last_name,
            "language": woman.preferred_language,
            "user_type": "Website User",
            "enabled": 1,  # no defaults are filled in while `in_import`
            "send_welcome_email": 0,
            "new_password": password,
            "roles": [{"role": "Incubation Woman"}],
        }
    )
    user.flags.no_welcome_mail = True
    with unthrottled():
        user.insert(ignore_permissions=True)  # nobody here may make users, except this kind
    return user.name


@contextmanager
def unthrottled() -> Iterator[None]:
    """Without Frappe's limit of 60 new users an hour: a province opens more on its first day."""
    before, frappe.flags.in_import = frappe.flags.in_import, True
    try:
        yield
    finally:
        frappe.flags.in_import = before
