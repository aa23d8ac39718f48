"""Calls, committees and projects, each made by the people whose work it is, through the app's own rules."""

import functools
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.funding import make_line, make_rule
from tests.factories.people import give_consent, make_woman_with_account
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as

DOCTYPE = "Project Proposal"
PATH = [
    "Submitted",
    "Under Review",
    "Shortlisted",
    "Approved",
    "Contracted",
    "In Incubation",
    "Activity Started",
]

ENDED = {
    "end_reason": "Local fermé.",
    "end_reason_code": "Premises or Equipment",
    "lessons": "Louer d'abord.",
}


@dataclass(frozen=True)
class Staff:
    """The people of PROVINCE who move a project: user names."""

    coordinator: str
    second_coordinator: str
    coach: str
    evaluator: str
    second_evaluator: str
    third_evaluator: str
    secretary: str
    funder: str


def make_staff(unit: str = PROVINCE) -> Staff:
    """One person a role, two coordinators, three evaluators."""
    roles = {
        "coordinator": "Coordinator",
        "second_coordinator": "Coordinator",
        "coach": "Coach",
        "evaluator": "Evaluator",
        "second_evaluator": "Evaluator",
        "third_evaluator": "Evaluator",
        "secretary": "Committee Secretary",
        "funder": "Funder",
    }
    return Staff(**{key: user_with(role, unit).name for key, role in roles.items()})


def make_call(**overrides: Any) -> Document:
    """A published call of PROVINCE, open since last week and for a month; two criteria, 60 and 40."""
    values = {
        "doctype": "Call for Projects",
        "title_fr": unique("Appel à projets"),
        "title_ar": "طلب مشاريع",
        "unit": PROVINCE,
        "opens_on": add_days(today(), -7),
        "closes_on": add_days(today(), 30),
        "status": "Published",
        "evaluation_spread_limit": 20,
        "criteria": [
            {"title_fr": "Faisabilité", "title_ar": "قابلية الإنجاز", "weight": 60, "max_score": 10},
            {"title_fr": "Impact", "title_ar": "الأثر", "weight": 40, "max_score": 5},
        ],
    }
    if "funding_rule" not in overrides:
        values["funding_rule"] = make_rule().name
    return frappe.get_doc(values | overrides).insert()


def make_committee(**overrides: Any) -> Document:
    """A provincial committee of four, quorum three."""
    values = {
        "doctype": "Committee",
        "committee_name": unique("CPDH"),
        "name_ar": "اللجنة الإقليمية",
        "kind": "CPDH",
        "unit": PROVINCE,
        "quorum": 3,
        "members": [
            {"member_name": "Le gouverneur", "capacity": "Chair"},
            {"member_name": "Une élue", "capacity": "Elected"},
            {"member_name": "Le service", "capacity": "State Services"},
            {"member_name": "L'association", "capacity": "Associations"},
        ],
    }
    return frappe.get_doc(values | overrides).insert()


def decision_row(project: Document, decision: str = "Approved", **overrides: Any) -> dict:
    """A decision with reasons in both languages, and the amount or rank that it has."""
    row = {
        "project": project.name,
        "decision": decision,
        "reason_fr": "Projet solide.",
        "reason_ar": "مشروع متين.",
    }
    if decision == "Approved":
        row["amount"] = project.requested_amount
    if decision == "Waiting List":
        row["rank"] = 1
    if decision == "Rejected":
        row["reason_code"] = "Not Viable"
    return row | overrides


def make_sitting(
    decisions: list[dict], present: int = 3, committee: str | None = None, **overrides: Any
) -> Document:
    """A sitting of today, planned, with this many members present."""
    values = {"doctype": "Committee Sitting", "sitting_date": today(), "decisions": decisions}
    values["committee"] = committee or make_committee().name
    sitting = frappe.get_doc(values | overrides).insert().reload()
    for row in sitting.presences[:present]:
        row.present = 1
    return sitting.save()


def hold(sitting: Document) -> Document:
    """The planned sitting was held."""
    sitting.reload()
    sitting.status = "Held"
    return sitting.save()


def make_private_file(owner: str, content: bytes | None = None) -> str:
    """The address of a private file that this user uploaded, hung on nothing."""
    with acting_as(owner):
        file = frappe.get_doc(
            {
                "doctype": "File",
                "file_name": f"{unique('paper')}.txt",
                "content": content or secrets.token_bytes(12).hex(),
                "is_private": 1,
            }
        )
        return file.insert().file_url


def make_holder(**overrides: Any) -> Document:
    """A woman of PROVINCE with an account and both consents."""
    woman = make_woman_with_account(**overrides)
    give_consent(woman.name)
    give_consent(woman.name, "Convergence Check")
    return woman


def idea_values(holder: Document, call: str, uploader: str | None = None) -> dict:
    """A complete file: 100,000 DH of budget, 60,000 requested, 40,000 of her own in cash and kind."""
    uploader = uploader or holder.user
    return {
        "doctype": DOCTYPE,
        "title": unique("Atelier de couture"),
        "call": call,
        "beneficiary": holder.name,
        "sector": "Crafts",
        "description": "Un atelier de couture traditionnelle.",
        "market": "Les boutiques de la médina.",
        "place_of_activity": "Laâyoune",
        "jobs_planned": 2,
        "budget_items": [
            {"label": "Machines", "amount": 80000, "quote": make_private_file(uploader)},
            {"label": "Tissus", "amount": 20000, "quote": make_private_file(uploader)},
        ],
        "requested_amount": 60000,
        "own_contribution_cash": 25000,
        "own_contribution_kind": 15000,
    }


def make_idea(holder: Document | None = None, call: str | None = None, **overrides: Any) -> Document:
    """A complete idea that its holder wrote herself."""
    holder = holder or make_holder()
    values = idea_values(holder, call or make_call().name)
    with acting_as(holder.user):
        return frappe.get_doc(values | overrides).insert()


def make_evaluation(project: Document, author: str, points: tuple = (8, 4), **overrides: Any) -> Document:
    """This author's final evaluation, with points for each criterion in the call's order."""
    criteria = frappe.get_doc("Call for Projects", project.call).criteria
    rows = [{"criterion": row.title_fr, "score": score} for row, score in zip(criteria, points, strict=False)]
    values = {"doctype": "Proposal Evaluation", "project": project.name, "status": "Final", "scores": rows}
    with acting_as(author):
        return frappe.get_doc(values | overrides).insert()


def lodge_appeal(project: Document, grounds: str = "On ne m'a pas entendue.") -> Document:
    """The holder contests the decision in force."""
    with acting_as(holder_user(project)):
        values = {"doctype": "Project Appeal", "project": project.name, "grounds": grounds}
        return frappe.get_doc(values).insert()


def uphold(appeal: Document, judge: str | None = None, status: str = "Upheld") -> Document:
    """A programme officer who had no part in the decision upholds (or dismisses) the appeal."""
    with acting_as(judge or user_with("Programme Officer", PROVINCE).name):
        appeal = frappe.get_doc("Project Appeal", appeal.name)
        appeal.update({"status": status, "outcome_reason": "Les notes n'ont pas été lues."})
        return appeal.save()


def make_project(state: str, staff: Staff, **overrides: Any) -> Document:
    """A project that its people brought to this state of the straight path."""
    project = make_idea(**overrides)
    for step in PATH[: PATH.index(state) + 1]:
        project = STEPS[step](project, staff)
    return project


def move(project: Document, state: str, actor: str, **values: Any) -> Document:
    """The actor fills in values and moves the project in one save; the project as it is then."""
    with acting_as(actor):
        project = frappe.get_doc(DOCTYPE, project.name)
        project.update(values)
        project.workflow_state = state
        return project.save()


def edit(project: Document, actor: str, **values: Any) -> Document:
    """The actor changes values and saves; the project as it is then."""
    with acting_as(actor):
        project = frappe.get_doc(DOCTYPE, project.name)
        project.update(values)
        return project.save()


def holder_user(project: Document) -> str:
    """The account of the project's holder."""
    return frappe.db.get_value("Beneficiary", project.beneficiary, "user")


def submit(project: Document, _staff: Staff) -> Document:
    """She sends it."""
    return move(project, "Submitted", holder_user(project))


def start_review(project: Document, staff: Staff) -> Document:
    """The coordinator starts the review."""
    return move(project, "Under Review", staff.coordinator)


def shortlist(project: Document, staff: Staff) -> Document:
    """Two evaluators judge it, the coordinator shortlists it."""
    for evaluator in (staff.evaluator, staff.second_evaluator):
        make_evaluation(project, evaluator)
    return move(project, "Shortlisted", staff.coordinator)


def approve(project: Document, staff: Staff, **overrides: Any) -> Document:
    """A committee approves it, the secretary records that."""
    sitting = hold(make_sitting([decision_row(project, **overrides)]))
    return move(project, "Approved", staff.secretary, sitting=sitting.name)


def contract(project: Document, staff: Staff, lines: list[dict] | None = None) -> Document:
    """The funder names one line for the whole amount, and signs."""
    financing = lines or [{"budget_line": make_line().name, "amount": project.granted_amount}]
    return move(project, "Contracted", staff.funder, financing=financing)


def start_incubation(project: Document, staff: Staff) -> Document:
    """The coordinator assigns the coach."""
    return move(project, "In Incubation", staff.coordinator, coach=staff.coach)


def start_activity(project: Document, staff: Staff, **overrides: Any) -> Document:
    """The coach evidences a first sale of today."""
    evidence = {
        "activity_started_on": today(),
        "activity_evidence_kind": "First Sale",
        "activity_evidence": make_private_file(staff.coach),
    }
    return move(project, "Activity Started", staff.coach, **(evidence | overrides))


STEPS: dict[str, Callable[[Document, Staff], Document]] = {
    "Submitted": submit,
    "Under Review": start_review,
    "Shortlisted": shortlist,
    "Approved": approve,
    "Contracted": contract,
    "In Incubation": start_incubation,
    "Activity Started": start_activity,
}


@functools.cache
def next_states(doctype: str) -> frozenset[str]:
    """Every state of the document's workflow."""
    workflow = frappe.get_doc("Workflow", {"document_type": doctype, "is_active": 1})
    return frozenset(row.state for row in workflow.states)
