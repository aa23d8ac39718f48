"""A project after its approval: contract, tranches, activity, follow-ups - or its end on the way."""

import random
from datetime import date, timedelta

import frappe

from demo import calendar, payments
from demo.coaching import accompany
from demo.papers import upload
from demo.story import BEFORE_COMMITTEE, DECIDED, Story, act
from demo.users import email_of


def after_the_sitting(rng: random.Random, story: Story) -> None:
    if story.outcome in (*BEFORE_COMMITTEE, "Shortlisted", "Approved", *DECIDED):
        return
    day = story.last_day + timedelta(days=12)
    line = payments.line_for(story.province, story.grant)
    act(
        story,
        "Funder",
        day,
        workflow_state="Contracted",
        financing=[{"budget_line": line, "amount": story.grant}],
    )
    if story.outcome == "Contracted":
        return
    tranches = payments.tranche_plan(story.project, story.grant, line)
    act(
        story,
        "Coordinator",
        day + timedelta(days=4),
        tranches=tranches,
        coach=email_of("Coach", story.province),
    )
    act(story, "Coordinator", day + timedelta(days=5), workflow_state="In Incubation")
    accompany(rng, story, day + timedelta(days=5))
    payments.pay_tranche(rng, story, 1, day + timedelta(days=8))
    if story.outcome != "In Incubation":
        _run_the_activity(rng, story, day + timedelta(days=rng.randint(30, 70)))


def _run_the_activity(rng: random.Random, story: Story, started: date) -> None:
    if story.outcome == "Discontinued" and rng.random() < 0.5:
        payments.justify(rng, story, 1, started)
        _discontinue(story, started + timedelta(days=20))
        return
    with calendar.story_time(started):
        frappe.set_user(email_of("Coach", story.province))
        evidence = upload("Premiere vente", [f"Facture n° {rng.randint(1, 99)}"])
    act(
        story,
        "Coach",
        started,
        workflow_state="Activity Started",
        activity_started_on=started,
        activity_evidence_kind=rng.choice(("Registration", "First Sale")),
        activity_evidence=evidence,
    )
    if payments.is_received(story.project, 1):
        payments.justify(rng, story, 1, started + timedelta(days=5))
        payments.pay_tranche(rng, story, 2, started + timedelta(days=12))
    if story.outcome == "Discontinued":
        _discontinue(story, started + timedelta(days=90))
        return
    _follow_up(rng, story, started)


def _discontinue(story: Story, on: date) -> None:
    act(
        story,
        "Coordinator",
        on,
        workflow_state="Discontinued",
        end_reason="Local perdu et pas de solution malgré deux visites.",
        end_reason_code="Premises or Equipment",
        lessons="Vérifier le bail avant d'acheter les machines, et prévoir un local de repli.",
    )


def _follow_up(rng: random.Random, story: Story, started: date) -> None:
    due = frappe.get_all(
        "Integration Follow-up",
        filters={"project": story.project},
        fields=["name", "due_on", "month"],
        order_by="due_on",
    )
    done = None
    for visit in due:
        on = visit.due_on + timedelta(days=rng.randint(0, 9))
        if on >= calendar.day(1) or (story.outcome != "Economically Integrated" and visit.month == "12"):
            return
        with calendar.story_time(on):
            frappe.set_user(email_of("Coach", story.province))
            doc = frappe.get_doc("Integration Follow-up", visit.name)
            doc.update(
                {
                    "status": "Done",
                    "done_on": on,
                    "activity_running": 1,
                    "monthly_income": rng.randint(18, 62) * 100,
                    "jobs": rng.randint(1, 3),
                    "evidence": upload("Visite de suivi", [f"{visit.month} mois"]),
                }
            )
            doc.save()
        done = on
    if story.outcome == "Economically Integrated" and done:
        act(story, "Coordinator", done + timedelta(days=3), workflow_state="Economically Integrated")
