"""Rule sets, selections, referrals, assessments."""

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.people import give_consent
from tests.factories.territory import PROVINCE, make_organisation


def age_rule(minimum: int = 18, maximum: int = 45) -> dict:
    """The commonest rule."""
    return {"fact": "Age", "minimum": minimum, "maximum": maximum}


def make_rule_set(**overrides: Any) -> Document:
    """From 18 to 45 years; ten points for a woman in a difficult situation; in force for a year."""
    values = {
        "title": unique("Rules"),
        "title_ar": "شروط الأهلية",
        "valid_from": add_days(today(), -365),
        "appeal_days": 15,
        "appeal_address": "Maison de la femme",
        "rules": [age_rule()],
        "criteria": [{"fact": "Category", "options": "Woman in a Difficult Situation", "points": 10}],
    }
    return frappe.get_doc({"doctype": "Eligibility Rule Set", **values, **overrides}).insert()


def make_selection(**overrides: Any) -> Document:
    """A draft for one place in PROVINCE."""
    values = {"title": unique("Selection"), "unit": PROVINCE, "decided_on": today(), "places": 1}
    values["rule_set"] = overrides.pop("rule_set", None) or make_rule_set().name
    return frappe.get_doc({"doctype": "Selection", **values, **overrides}).insert()


def make_referral(beneficiary: str, agreed: bool = True, **overrides: Any) -> Document:
    """To legal aid, today; with her consent."""
    if agreed:
        give_consent(beneficiary, "Sharing with Services")
    values = {"beneficiary": beneficiary, "reason": "Legal Aid", "referred_on": today()}
    values |= {"due_on": add_days(today(), 14), "outcome": "Waiting"}
    values["organisation"] = overrides.pop("organisation", None) or make_organisation().name
    return frappe.get_doc({"doctype": "Referral", **values, **overrides}).insert()


def make_assessment(beneficiary: str, **overrides: Any) -> Document:
    """Made today by whoever acts."""
    values = {"beneficiary": beneficiary, "assessed_on": today(), "urgency": "Soon"}
    return frappe.get_doc({"doctype": "Situation Assessment", **values, **overrides}).insert()
