"""Women and what is recorded about them. No name is a real person's."""

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from tests.factories import serial
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with


def make_beneficiary(**overrides: Any) -> Document:
    """A woman project holder of PROVINCE, without identifiers."""
    number = serial()
    values = {
        "category": "Woman Project Holder",
        "first_name": "Zineb",
        "last_name": f"Test{number}",
        "first_name_ar": "زينب",
        "last_name_ar": f"تجربة {number}",
        "birth_date": "1994-05-17",
        "unit": PROVINCE,
    }
    return frappe.get_doc({"doctype": "Beneficiary", **values, **overrides}).insert()


def make_woman_with_account(**overrides: Any) -> Document:
    """A woman with a user of the field app (`woman.user`)."""
    return make_beneficiary(user=user_with("Woman").name, **overrides)


def give_consent(beneficiary: str, purpose: str = "Programme Accompaniment", **overrides: Any) -> Document:
    """Her consent, since yesterday, on paper."""
    values = {"beneficiary": beneficiary, "purpose": purpose}
    values |= {"given_on": add_days(today(), -1), "channel": "Signed Paper"}
    return frappe.get_doc({"doctype": "Consent", **values, **overrides}).insert()


def make_support(beneficiary: str, **overrides: Any) -> Document:
    """Support of another programme that began a month ago."""
    values = {"beneficiary": beneficiary, "programme": "INDH P3", "source": "Declared"}
    values |= {"start_date": add_days(today(), -30)}
    return frappe.get_doc({"doctype": "External Support", **values, **overrides}).insert()


def make_convergence_rule(**overrides: Any) -> Document:
    """A rule that blocks beside INDH P3, for the last year and on."""
    values = {"programme": "INDH P3", "effect": "Block", "explanation": "One grant at a time."}
    values |= {"valid_from": add_days(today(), -365)}
    return frappe.get_doc({"doctype": "Convergence Rule", **values, **overrides}).insert()
