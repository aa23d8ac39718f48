"""A proposal from its idea to the shortlist: consent, papers, submission, two evaluations."""

import random
from datetime import date, timedelta

import frappe

from demo import calendar
from demo.papers import upload
from demo.story import Story, act
from demo.users import email_of


def until_shortlisted(rng: random.Random, story: Story) -> None:
    _give_consent(story)
    _write_proposal(rng, story)
    day = story.starts
    if story.outcome == "Idea":
        return
    act(story, "Coordinator", day + timedelta(days=3), workflow_state="Submitted")
    if story.outcome == "Withdrawn":
        act(
            story,
            "Coordinator",
            day + timedelta(days=6),
            workflow_state="Withdrawn",
            end_reason="Déménagement dans une autre région.",
            end_reason_code="Moved Away",
        )
        return
    if story.outcome == "Submitted":
        return
    act(story, "Coordinator", day + timedelta(days=5), workflow_state="Under Review")
    if story.outcome == "Under Review":
        return
    if story.outcome == "Changes Requested":
        act(
            story,
            "Coordinator",
            day + timedelta(days=7),
            workflow_state="Changes Requested",
            requested_changes=[
                {"field_name": "budget_items", "request": "يرجى إرفاق ثمن ثان لأكبر مشترى."},
                {"field_name": "place_of_activity", "request": "يرجى توضيح مكان النشاط."},
            ],
        )
        return
    _evaluate(rng, story, day + timedelta(days=8))
    act(story, "Coordinator", day + timedelta(days=9), workflow_state="Shortlisted")


def _give_consent(story: Story) -> None:
    with calendar.story_time(story.starts - timedelta(days=1)):
        frappe.set_user(email_of("Coordinator", story.province))
        for purpose in ("Programme Accompaniment", "Convergence Check"):
            frappe.get_doc(
                {
                    "doctype": "Consent",
                    "beneficiary": story.woman.name,
                    "purpose": purpose,
                    "given_on": story.starts - timedelta(days=1),
                    "channel": "Signed Paper",
                }
            ).insert()


def _write_proposal(rng: random.Random, story: Story) -> None:
    idea, factor = story.idea, rng.choice((0.8, 0.9, 1, 1.1, 1.25))
    items = [(label, round(amount * factor / 100) * 100) for label, amount in idea.items]
    total = sum(amount for _label, amount in items)
    story.grant = total * 60 // 100
    with calendar.story_time(story.starts):
        frappe.set_user(email_of("Coordinator", story.province))
        quotes = [
            upload(f"Devis {n}", [f"{amount} DH", story.call]) for n, (_label, amount) in enumerate(items, 1)
        ]
        doc = frappe.get_doc(
            {
                "doctype": "Project Proposal",
                "title": idea.title,
                "call": story.call,
                "kind": "Individual",
                "beneficiary": story.woman.name,
                "sector": idea.sector,
                "description": idea.description,
                "market": idea.market,
                "place_of_activity": frappe.db.get_value("Territorial Unit", story.province, "name_ar"),
                "jobs_planned": rng.randint(1, 4),
                "budget_items": [
                    {"label": label, "amount": amount, "quote": quote}
                    for (label, amount), quote in zip(items, quotes, strict=True)
                ],
                "requested_amount": story.grant,
                "own_contribution_cash": (total - story.grant) // 2,
                "own_contribution_kind": total - story.grant - (total - story.grant) // 2,
                "own_contribution_proof": upload("Apport personnel", ["Attestation sur l'honneur"]),
                "help_received": "Coordinatrice",
            }
        ).insert()
    story.project, story.last_day = doc.name, story.starts


def _evaluate(rng: random.Random, story: Story, on: date) -> None:
    level = {"Rejected": 4.2, "Waiting List": 6.2}.get(story.outcome, 7.6)
    for evaluator in (1, 2):
        with calendar.story_time(on, hour=9 + evaluator):
            frappe.set_user(f"evaluator{evaluator}@demo.example")
            doc = frappe.get_doc(
                {
                    "doctype": "Proposal Evaluation",
                    "project": story.project,
                    "evaluator": frappe.session.user,
                    "comment": "Dossier lu, entretien téléphonique.",
                }
            ).insert()
            for row in doc.scores:
                row.score = round(min(10, max(1, rng.gauss(level, 0.7))) * 2) / 2
            doc.status = "Final"
            doc.save()
