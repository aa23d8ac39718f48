"""A selection of this autumn in one province: its rules as data, a ranked list, a waiting list, refusals."""

import frappe

from demo import calendar
from demo.users import email_of
from women_incubation.people.targeting import freezing, ranking

PROVINCE = "MA-TAF"
DECIDED = 6  # days ago
RULES = (
    {"fact": "Age", "minimum": 18, "maximum": 45},
    {"fact": "RSU Score", "maximum": 12},
)
CRITERIA = (
    {"fact": "Category", "options": "Woman in a Difficult Situation", "points": 10},
    {"fact": "Category", "options": "Care Leaver", "points": 15},
    {"fact": "RSU Score", "maximum": 9.74, "points": 20},
)


def select_women() -> None:
    """Rank who waits in the province, and publish the list: each woman reads why."""
    with calendar.story_time(calendar.day(DECIDED)):
        frappe.set_user(email_of("Programme Officer"))
        rules = frappe.get_doc(
            {
                "doctype": "Eligibility Rule Set",
                "title": "Formation de l'automne",
                "title_ar": "تكوين الخريف",
                "valid_from": calendar.day(90),
                "appeal_days": 30,
                "appeal_address": "دار المرأة، طرفاية",
                "rules": list(RULES),
                "criteria": list(CRITERIA),
            }
        ).insert()
        frappe.set_user(email_of("Coordinator", PROVINCE))
        selection = frappe.get_doc(
            {
                "doctype": "Selection",
                "title": "طرفاية - تكوين الخريف",
                "unit": PROVINCE,
                "rule_set": rules.name,
                "decided_on": calendar.day(DECIDED),
                "places": max(1, len(ranking.candidates(PROVINCE)) // 3),
            }
        ).insert()
        ranking.rank(selection)
        selection.reload()
        freezing.freeze(selection)


def first_who_waits() -> str:
    """The woman at the head of the waiting list, who gets an account: she reads her place and may appeal."""
    waiting = {"published": 1, "status": "Waiting"}
    return frappe.get_all("Selection Row", waiting, pluck="beneficiary", order_by="place, name", limit=1)[0]
