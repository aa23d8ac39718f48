"""The coach's part of the story: a plan of milestones, and visits."""

import random
from datetime import date, timedelta

import frappe

from demo import calendar
from demo.papers import upload
from demo.story import Story
from demo.users import email_of

PLAN = (  # title, days after the start, how likely it is reached
    ("إيجاد المحل وتوقيع عقد الكراء", 10, 0.95),
    ("شراء المعدات وتركيبها", 30, 0.9),
    ("خدمة أول الزبناء", 60, 0.8),
)
VISITS = (
    ("زيارة الانطلاق", "المحل نظيف وموقعه جيد؛ ستصل المعدات المطلوبة يوم الاثنين.", "عرض الأثمنة."),
    ("تتبع النشاط", "تُدون المبيعات الأولى في الدفتر؛ وصندوق المشروع مستقل.", "ملء الدفتر كل مساء."),
    ("التدبير والزبناء", "طلبيتان منتظمتان؛ وزبون يتأخر في الأداء.", "تذكير الزبون وطلب تسبيق."),
)


def accompany(rng: random.Random, story: Story, starts: date) -> None:
    """Plan the milestones at the start, reach those whose day has come, and visit the project."""
    for title, days, likely in PLAN:
        due = starts + timedelta(days=days)
        milestone = _as_coach(story, starts, _insert, "Project Milestone", title=title, due_on=due)
        reached = due + timedelta(days=rng.randint(-4, 6))
        if reached < calendar.day(1) and rng.random() < likely:
            _as_coach(story, reached, _reach, milestone, reached)
    for number, (purpose, seen, next_steps) in enumerate(VISITS):
        on = starts + timedelta(days=12 + 25 * number + rng.randint(0, 6))
        if on < calendar.day(0):
            values = {
                "place": "Sur place",
                "purpose": purpose,
                "observations": seen,
                "next_steps": next_steps,
            }
            _as_coach(story, on, _insert, "Coaching Visit", visit_date=on, **values)


def _as_coach(story: Story, on: date, work: object, *args: object, **values: object) -> str:
    with calendar.story_time(on):
        frappe.set_user(email_of("Coach", story.province))
        if work is _insert:
            values["project"] = story.project
        return work(*args, **values)


def _insert(doctype: str, **values: object) -> str:
    return frappe.get_doc({"doctype": doctype, **values}).insert().name


def _reach(name: str, on: date) -> str:
    milestone = frappe.get_doc("Project Milestone", name)
    evidence = upload("Preuve du jalon", [milestone.title])
    milestone.update({"status": "Reached", "reached_on": on, "evidence": evidence})
    return milestone.save().name
