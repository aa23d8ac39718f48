"""The provincial committees and their sittings, where the shortlisted projects are decided."""

from datetime import timedelta

import frappe

from demo import calendar, places
from demo.story import BEFORE_COMMITTEE, DECIDED, Story, act
from demo.users import email_of

REASONS = {  # in French, in Arabic
    "Approved": (
        "Projet viable, marché identifié, formation suivie.",
        "مشروع قابل للإنجاز وسوقه محددة والتكوين مكتمل.",
    ),
    "Waiting List": (
        "Projet retenu, crédits épuisés pour cette séance.",
        "المشروع مقبول لكن الاعتمادات نفدت في هذا الاجتماع.",
    ),
    "Rejected": (
        "Marché trop étroit et devis incomplets ; recours sous 30 jours.",
        "السوق ضيقة والأثمان غير مكتملة؛ يمكن الطعن داخل 30 يوما.",
    ),
}
MEMBERS = (
    ("Chair", "Le gouverneur ou son représentant"),
    ("Elected", "Président du conseil provincial"),
    ("Elected", "Présidente de commune"),
    ("State Services", "Entraide nationale"),
    ("State Services", "Agriculture"),
    ("Associations", "Association Amal"),
    ("Secretary", "DAS"),
)


def hold_sittings(stories: list[Story]) -> None:
    """One sitting of each provincial committee decides all the shortlisted projects of the call."""
    for province in places.PROVINCES:
        waiting = [
            s
            for s in stories
            if s.province == province and s.outcome not in (*BEFORE_COMMITTEE, "Shortlisted")
        ]
        if waiting:
            _hold_sitting(waiting, province)


def _hold_sitting(stories: list[Story], province: str) -> None:
    on = max(s.last_day for s in stories) + timedelta(days=12)
    with calendar.story_time(on):
        frappe.set_user(email_of("Committee Secretary"))
        sitting = frappe.get_doc(
            {
                "doctype": "Committee Sitting",
                "committee": _committee(province),
                "sitting_date": on,
                "place": "Siège de la province",
            }
        ).insert()
        for presence in sitting.presences[:-1]:
            presence.present = 1
        for rank, story in enumerate(stories, start=1):
            decision = DECIDED.get(story.outcome, "Approved")
            sitting.append("decisions", _decision_row(story, decision, rank))
        sitting.status = "Held"
        sitting.save()
    for story in stories:
        state = DECIDED.get(story.outcome, "Approved")
        act(story, "Committee Secretary", on + timedelta(days=1), workflow_state=state, sitting=sitting.name)


def _decision_row(story: Story, decision: str, rank: int) -> dict:
    return {
        "project": story.project,
        "decision": decision,
        "amount": story.grant if decision == "Approved" else 0,
        "rank": rank if decision == "Waiting List" else 0,
        "reason_code": "Not Viable" if decision == "Rejected" else None,
        "reason_fr": REASONS[decision][0],
        "reason_ar": REASONS[decision][1],
    }


def _committee(province: str) -> str:
    existing = frappe.get_all("Committee", filters={"unit": province, "kind": "CPDH"}, pluck="name")
    if existing:
        return existing[0]
    name_fr, name_ar = frappe.db.get_value("Territorial Unit", province, ["name_fr", "name_ar"])
    return (
        frappe.get_doc(
            {
                "doctype": "Committee",
                "committee_name": f"Comité provincial de développement humain - {name_fr}",
                "name_ar": f"اللجنة الإقليمية للتنمية البشرية - {name_ar}",
                "kind": "CPDH",
                "unit": province,
                "quorum": 4,
                "members": [{"capacity": capacity, "member_name": name} for capacity, name in MEMBERS],
            }
        )
        .insert()
        .name
    )
