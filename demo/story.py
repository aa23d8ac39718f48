"""One woman's project in the story, and how its people act on it on their day."""

from dataclasses import dataclass, field
from datetime import date

import frappe

from demo import calendar
from demo.ideas import IDEAS, Idea
from demo.people import Woman
from demo.users import email_of

BEFORE_COMMITTEE = ("Idea", "Submitted", "Under Review", "Changes Requested", "Withdrawn")
DECIDED = {"Rejected": "Rejected", "Waiting List": "Waiting List"}


@dataclass
class Story:
    """One woman's project: where it ends, and the day of its first step."""

    woman: Woman
    outcome: str
    call: str
    starts: date
    project: str = ""
    grant: int = 0
    idea: Idea = field(default=IDEAS[0])
    last_day: date | None = None

    @property
    def province(self) -> str:
        """The province where the project lives."""
        return self.woman.province


def act(story: Story, role: str, on: date, **values: object) -> "frappe.Document":
    """Save the project as the person of this role, on that day."""
    province = story.province if role in ("Coordinator", "Coach") else None
    with calendar.story_time(on):
        frappe.set_user(email_of(role, province))
        doc = frappe.get_doc("Project Proposal", story.project)
        doc.update(values)
        doc.save()
    story.last_day = on
    return doc
