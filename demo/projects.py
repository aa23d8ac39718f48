"""About 200 projects over every state, each moved by the people whose step it is, on its day."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

import frappe

from demo import calendar, payments, places
from demo.ideas import IDEAS, Idea
from demo.papers import upload
from demo.people import Woman
from demo.users import email_of
from women_incubation.training.gate import explain

# How many projects of each call end in which state today.
OUTCOMES = (
    {
        "Economically Integrated": 32,
        "Activity Started": 20,
        "In Incubation": 4,
        "Discontinued": 6,
        "Withdrawn": 5,
        "Rejected": 12,
        "Waiting List": 9,
    },
    {
        "Activity Started": 8,
        "In Incubation": 18,
        "Contracted": 8,
        "Approved": 6,
        "Waiting List": 8,
        "Rejected": 9,
        "Withdrawn": 3,
    },
    {"Idea": 12, "Submitted": 10, "Under Review": 13, "Changes Requested": 7, "Shortlisted": 10},
)
BEFORE_COMMITTEE = ("Idea", "Submitted", "Under Review", "Changes Requested", "Withdrawn")
DECIDED = {"Rejected": "Rejected", "Waiting List": "Waiting List"}
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


def tell_stories(rng: random.Random, progress: Callable[[int, int], None]) -> None:
    """Tell the stories of the three calls, one call after the other."""
    calls = [_insert_call(number, days) for number, days in enumerate(calendar.CALLS, start=1)]
    total, done = sum(sum(o.values()) for o in OUTCOMES), 0
    women = _trained_women()
    for (call, opens), outcomes in zip(calls, OUTCOMES, strict=True):
        stories = _cast(rng, women, call, opens, outcomes)
        for story in stories:
            _until_shortlisted(rng, story)
            done += 1
            progress(done, total)
        _hold_sittings(rng, stories)
        for story in stories:
            _after_the_sitting(rng, story)
        frappe.db.commit()


def woman_of_the_field_app() -> str:
    """The beneficiary who gets an account: a payment waits for her, in a project under way if any."""
    paid = frappe.get_all(
        "Funding Disbursement",
        filters={"workflow_state": "Paid"},
        fields=["beneficiary", "project"],
        order_by="name",
    )
    ended = frappe.get_all(
        "Project Proposal", filters={"workflow_state": "Economically Integrated"}, pluck="name"
    )
    return min(paid, key=lambda payment: payment.project in ended).beneficiary


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


def _act(story: Story, role: str, on: date, **values: object) -> "frappe.Document":
    """Save the project as the person of this role, on that day."""
    province = story.province if role in ("Coordinator", "Coach") else None
    with calendar.story_time(on):
        frappe.set_user(email_of(role, province))
        doc = frappe.get_doc("Project Proposal", story.project)
        doc.update(values)
        doc.save()
    story.last_day = on
    return doc


def _until_shortlisted(rng: random.Random, story: Story) -> None:
    _give_consent(story)
    _write_proposal(rng, story)
    day = story.starts
    if story.outcome == "Idea":
        return
    _act(story, "Coordinator", day + timedelta(days=3), workflow_state="Submitted")
    if story.outcome == "Withdrawn":
        _act(
            story,
            "Coordinator",
            day + timedelta(days=6),
            workflow_state="Withdrawn",
            end_reason="Déménagement dans une autre région.",
        )
        return
    if story.outcome == "Submitted":
        return
    _act(story, "Coordinator", day + timedelta(days=5), workflow_state="Under Review")
    if story.outcome == "Under Review":
        return
    if story.outcome == "Changes Requested":
        _act(
            story,
            "Coordinator",
            day + timedelta(days=7),
            workflow_state="Changes Requested",
            change_request="يرجى إرفاق ثمن ثان لأكبر مشترى وتوضيح مكان النشاط.",
        )
        return
    _evaluate(rng, story, day + timedelta(days=8))
    _act(story, "Coordinator", day + timedelta(days=9), workflow_state="Shortlisted")


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
                "place_of_activity": frappe.db.get_value("Territorial Unit", story.province, "name_fr"),
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


def _hold_sittings(rng: random.Random, stories: list[Story]) -> None:
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
        _act(story, "Committee Secretary", on + timedelta(days=1), workflow_state=state, sitting=sitting.name)


def _decision_row(story: Story, decision: str, rank: int) -> dict:
    return {
        "project": story.project,
        "decision": decision,
        "amount": story.grant if decision == "Approved" else 0,
        "rank": rank if decision == "Waiting List" else 0,
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


def _after_the_sitting(rng: random.Random, story: Story) -> None:
    if story.outcome in (*BEFORE_COMMITTEE, "Shortlisted", "Approved", *DECIDED):
        return
    day = story.last_day + timedelta(days=12)
    line = payments.line_for(story.province, story.grant)
    _act(
        story,
        "Funder",
        day,
        workflow_state="Contracted",
        financing=[{"budget_line": line, "amount": story.grant}],
    )
    if story.outcome == "Contracted":
        return
    tranches = payments.tranche_plan(story.project, story.grant, line)
    _act(
        story,
        "Coordinator",
        day + timedelta(days=4),
        tranches=tranches,
        coach=email_of("Coach", story.province),
    )
    _act(story, "Coordinator", day + timedelta(days=5), workflow_state="In Incubation")
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
    _act(
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
    _act(
        story,
        "Coordinator",
        on,
        workflow_state="Discontinued",
        end_reason="Local perdu et pas de solution malgré deux visites.",
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
        _act(story, "Coordinator", done + timedelta(days=3), workflow_state="Economically Integrated")
