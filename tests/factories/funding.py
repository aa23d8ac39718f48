"""Conventions, budget lines and funding rules, built through the app's own checks."""

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.territory import REGION, make_organisation


def make_funder(**overrides: Any) -> Document:
    """A regional council that funds projects."""
    values = {"kind": "Regional Council", "is_funder": 1, "unit": REGION}
    return make_organisation(**(values | overrides))


def make_convention(funder: Document | None = None, amount: float = 10_000_000, **overrides: Any) -> Document:
    """A signed convention of REGION, in force; `amount` is the commitment of its funder (DH)."""
    funder = funder or make_funder()
    values = {
        "doctype": "Convention",
        "title_fr": unique("Convention"),
        "title_ar": unique("اتفاقية"),
        "unit": REGION,
        "status": "Signed",
        "signed_on": add_days(today(), -30),
        "valid_from": add_days(today(), -30),
        "valid_to": add_days(today(), 335),
        "parties": [
            {
                "organisation": funder.name,
                "role": "Funder",
                "commitment": "Funds women's projects",
                "amount": amount,
            }
        ],
    }
    return frappe.get_doc(values | overrides).insert()


def make_line(total: float = 1_000_000, convention: Document | None = None, **overrides: Any) -> Document:
    """An open budget line of REGION with this total (DH), under a convention that has room for it."""
    convention = convention or make_convention(amount=total)
    values = {
        "doctype": "Budget Line",
        "convention": convention.name,
        "funder": convention.parties[0].organisation,
        "label": unique("Line"),
        "unit": REGION,
        "total": total,
    }
    return frappe.get_doc(values | overrides).insert()


def make_rule(**overrides: Any) -> Document:
    """A rule like those of INDH, with two tranches and a second approval over 100,000 DH."""
    values = {
        "doctype": "Funding Rule",
        "title": unique("Rule"),
        "programme": "INDH",
        "valid_from": add_days(today(), -365),
        "ceiling": 300_000,
        "max_share_percent": 60,
        "own_contribution_percent": 40,
        "min_age": 18,
        "max_age": 45,
        "second_approval_above": 100_000,
        "justified_share_percent": 80,
        "tranches": [
            {"percent": 60, "condition": "None", "label": "Start"},
            {"percent": 40, "condition": "Justified Share of the Last Tranche", "label": "Rest"},
        ],
    }
    return frappe.get_doc(values | overrides).insert()


def reference(name: str | None = None) -> Any:
    """Something that a movement of money can come from."""
    return frappe._dict(doctype="Project Proposal", name=name or unique("PRJ"))
