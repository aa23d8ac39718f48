"""Women whose situation was assessed and who were referred to a service; and today's alerts."""

import random
from datetime import date, timedelta

import frappe

from demo import calendar, places
from demo.users import email_of
from women_incubation.follow_up.alerts.raising import refresh_all

A_PROVINCE = 6  # women assessed
SITUATIONS = (
    (
        "Soon",
        "Logement loué, loyer en retard de deux mois.",
        "Revenus irréguliers, petite dette à l'épicerie.",
    ),
    ("None", "Vit chez ses parents.", "Couture à domicile, revenus faibles."),
    ("At Once", "Hébergée par une voisine.", "Sans revenu depuis la séparation."),
)
SERVICES = ("Legal Aid", "Housing", "Child Care")


def assess_and_refer(rng: random.Random) -> None:
    """Assess some women of each province, refer most of them, and raise the alerts that are true today."""
    for province in places.PROVINCES:
        units = frappe.get_all(
            "Territorial Unit", filters={"parent_territorial_unit": province}, pluck="name"
        )
        women = frappe.get_all(
            "Beneficiary",
            filters={"unit": ["in", [province, *units]], "selection_status": "Selected"},
            order_by="registered_on, name",
            limit=A_PROVINCE,
            pluck="name",
        )
        for number, woman in enumerate(women):
            _assess(woman, province, number, calendar.day(rng.randint(8, 60)))
    frappe.set_user("Administrator")
    refresh_all()
    frappe.db.commit()


def _assess(woman: str, province: str, number: int, on: date) -> None:
    urgency, housing, income = SITUATIONS[number % len(SITUATIONS)]
    with calendar.story_time(on):
        frappe.set_user(email_of("Coordinator", province))
        _give_consent(woman, on)
        assessment = {"urgency": urgency, "housing": housing, "income_and_debts": income}
        frappe.get_doc(
            {"doctype": "Situation Assessment", "beneficiary": woman, "assessed_on": on, **assessment}
        ).insert()
        if urgency != "None":
            frappe.get_doc(
                {
                    "doctype": "Referral",
                    "beneficiary": woman,
                    "organisation": frappe.get_all("Partner Organisation", order_by="name", pluck="name")[0],
                    "reason": SERVICES[number % len(SERVICES)],
                    "referred_on": on,
                    "due_on": on + timedelta(days=15),
                    "outcome": "Waiting",
                }
            ).insert()


def _give_consent(woman: str, on: date) -> None:
    for purpose in _purposes():
        if not frappe.db.exists("Consent", {"beneficiary": woman, "purpose": purpose}):
            values = {"beneficiary": woman, "purpose": purpose, "given_on": on, "channel": "Signed Paper"}
            frappe.get_doc({"doctype": "Consent", **values}).insert()


def _purposes() -> list[str]:
    """Every purpose that a woman may consent to."""
    options = frappe.get_meta("Consent").get_field("purpose").options
    return [option for option in options.split("\n") if option]
