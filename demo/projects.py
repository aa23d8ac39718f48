"""About 200 projects over every state, each moved by the people whose step it is, on its day."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from itertools import cycle

import frappe

from demo import calendar, places
from demo.activities import after_the_sitting
from demo.ideas import IDEAS
from demo.people import Woman
from demo.proposals import until_shortlisted
from demo.sittings import hold_sittings
from demo.story import Story
from women_incubation.training.gate import explain


def tell_stories(
    rng: random.Random, outcomes: tuple[dict[str, int], ...], progress: Callable[[int, int], None]
) -> None:
    """Tell the stories of the three calls: how many of each end in which state."""
    calls = [_insert_call(number, days) for number, days in enumerate(calendar.CALLS, start=1)]
    total, done = sum(sum(call.values()) for call in outcomes), 0
    women = _trained_women()
    for (call, opens), ends in zip(calls, outcomes, strict=True):
        stories = _cast(rng, women, call, opens, ends)
        for story in stories:
            until_shortlisted(rng, story)
            done += 1
            progress(done, total)
        hold_sittings(stories)
        for story in stories:
            after_the_sitting(rng, story)
        frappe.db.commit()


def woman_of_the_field_app() -> str:
    """The beneficiary who gets an account: a payment waits for her, best in a project under way."""
    paid = frappe.get_all(
        "Funding Disbursement",
        filters={"workflow_state": ["in", ("Paid", "Received")]},
        fields=["beneficiary", "project", "workflow_state"],
        order_by="name",
    )
    ended = frappe.get_all(
        "Project Proposal", filters={"workflow_state": "Economically Integrated"}, pluck="name"
    )
    return min(paid, key=lambda row: (row.workflow_state == "Received", row.project in ended)).beneficiary


def _insert_call(number: int, days: tuple[int, int]) -> tuple[str, date]:
    opens, closes = calendar.day(days[0]), calendar.day(days[1])
    with calendar.story_time(opens - timedelta(days=5)):
        call = frappe.get_doc(
            {
                "doctype": "Call for Projects",
                "title_fr": f"Appel à projets n° {number} - Laâyoune-Sakia El Hamra",
                "title_ar": f"طلب مشاريع رقم {number} - العيون الساقية الحمراء",
                "unit": places.REGION,
                "opens_on": opens,
                "closes_on": closes,
                "status": "Published",
                "funding_rule": frappe.get_all("Funding Rule", order_by="name", pluck="name")[0],
                "training_path": frappe.get_all("Training Path", order_by="name", pluck="name")[0],
                "evaluation_spread_limit": 30,
                "criteria": [
                    {"title_fr": "Viabilité", "title_ar": "قابلية الإنجاز", "weight": 40, "max_score": 10},
                    {"title_fr": "Marché", "title_ar": "السوق", "weight": 30, "max_score": 10},
                    {"title_fr": "Motivation", "title_ar": "الحافز", "weight": 30, "max_score": 10},
                ],
            }
        ).insert()
    return call.name, opens


def _trained_women() -> list[Woman]:
    """Members of finished groups who passed the gate and hold no project, mixed over the provinces."""
    groups = frappe.get_all(
        "Training Group", filters={"status": "Completed"}, fields=["name", "path", "unit"]
    )
    by_province: dict[str, list[Woman]] = {}
    for group in groups:
        members = frappe.get_all("Training Group Member", filters={"parent": group.name}, pluck="beneficiary")
        for row in frappe.get_all(
            "Beneficiary",
            filters={"name": ["in", members]},
            fields=["name", "full_name", "birth_date"],
            order_by="name",
        ):
            age_ok = calendar.day(35 * 365) <= row.birth_date <= calendar.day(20 * 365 + 30)
            if age_ok and explain(row.name, group.path).passed:
                woman = Woman(row.name, row.full_name, group.unit, row.birth_date)
                by_province.setdefault(group.unit, []).append(woman)
    mixed = []
    queues = [by_province[p] for p in places.PROVINCES if p in by_province]
    while any(queues):
        mixed += [queue.pop() for queue in queues if queue]
    return mixed


def _cast(
    rng: random.Random, women: list[Woman], call: str, opens: date, outcomes: dict[str, int]
) -> list[Story]:
    ends = [state for state, count in outcomes.items() for _ in range(count)]
    rng.shuffle(ends)
    ideas = cycle(IDEAS)
    return [
        Story(women.pop(0), state, call, opens + timedelta(days=rng.randint(2, 20)), idea=next(ideas))
        for state in ends
    ]
