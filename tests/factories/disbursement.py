"""Payments and what they need around them.

The project is written below its own path (a row in the state that a test asks for, with its tranche plan and
the money committed by the ledger), so that a test of payments does not depend on calls and committees. The
payments themselves always walk their own path.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import today

from tests.factories import unique
from tests.factories.funding import make_line, make_rule, reference
from tests.factories.people import make_woman_with_account
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.funding import ledger, rules
from women_incubation.funding.money import to_centimes

RIB = "011780000012345678901296"
PATH = ("Draft", "Requested", "Verified", "Approved", "Second Approval", "Paid", "Received")


@dataclass
class Team:
    """One user for each duty of a payment, all in one unit."""

    coach: str
    coordinator: str
    controller: str
    funder: str
    second_approver: str
    payment_officer: str


def make_team(unit: str = PROVINCE) -> Team:
    """Six people who share no role."""
    names = [field.name for field in fields(Team)]
    return Team(*[user_with(name.replace("_", " ").title(), unit).name for name in names])


def make_running_project(
    tranches: Iterable[float] = (60_000, 40_000),
    line: Document | None = None,
    committed: float | None = None,
    rule: Document | None = None,
    **overrides: Any,
) -> Document:
    """A project in incubation with these tranches (DH), their sum (or `committed`) committed on the line."""
    amounts = list(tranches)
    committed = sum(amounts) if committed is None else committed
    line = line or make_line(committed)
    woman = overrides.pop("woman", None) or make_woman_with_account()
    project = frappe.get_doc(
        {
            "doctype": "Project Proposal",
            "name": unique("PRJ"),
            "title": "Atelier de couture",
            "workflow_state": "In Incubation",
            "kind": "Individual",
            "beneficiary": woman.name,
            "unit": PROVINCE,
            "sector": "Crafts",
            "rule_snapshot": json.dumps(rules.snapshot(rule or make_rule())),
            "financing": [{"budget_line": line.name, "amount": committed}],
            "tranches": [tranche(number, amount, line) for number, amount in enumerate(amounts, 1)],
            **overrides,
        }
    )
    project.set_parent_in_children()
    project.db_insert()
    for row in project.get_all_children():
        row.db_insert()
    if committed:
        key = f"commit/{project.name}"
        ledger.commit(line.name, project.name, to_centimes(committed), key, reference(project.name), PROVINCE)
    return project


def tranche(number: int, amount: float, line: Document) -> dict:
    """A row of the tranche plan."""
    condition = "None" if number == 1 else "Justified Share of the Last Tranche"
    return {
        "number": number,
        "percent": 0,
        "amount": amount,
        "budget_line": line.name,
        "condition": condition,
    }


def make_paper(content: bytes | None = None) -> str:
    """Address of a private file that the acting user uploads now."""
    text = content or unique("paper").encode()
    values = {"doctype": "File", "file_name": f"{unique('invoice')}.txt", "content": text, "is_private": 1}
    return frappe.get_doc(values).insert(ignore_permissions=True).file_url


def make_payment(project: Document, team: Team, state: str = "Draft", **overrides: Any) -> Document:
    """A payment of the project's first tranche, walked along its path to this state by the team."""
    with acting_as(team.coach):
        first = project.tranches[0]
        values = {
            "doctype": "Funding Disbursement",
            "project": project.name,
            "budget_line": first.budget_line,
            "tranche_number": 1,
            "amount": first.amount,
            "payee_name": "Zineb Test",
            "rib": RIB,
            "purpose": "Machine",
            "evidence": [{"label": "Quote", "file": make_paper()}],
        }
        payment = frappe.get_doc(values | overrides).insert()
    return walk(payment, team, state)


def walk(payment: Document, team: Team, state: str) -> Document:
    """Move the payment forward to this state, each step by the team's own person; reload it at the end."""
    payment = frappe.get_doc(payment.doctype, payment.name)
    way = PATH if payment.needs_second_approval or state == "Second Approval" else without_second(PATH)
    for step in way[way.index(payment.workflow_state) + 1 : way.index(state) + 1]:
        if step == "Paid" and payment.needs_second_approval and payment.workflow_state == "Approved":
            payment = move(payment, team.second_approver, "Second Approval")
        payment = take(payment, team, step)
    return payment


def without_second(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of a payment that needs no second approval."""
    return tuple(state for state in path if state != "Second Approval")


def take(payment: Document, team: Team, state: str) -> Document:
    """One step forward, with what the step asks for."""
    if state == "Paid":
        values = {"bank_reference": unique("VIR"), "paid_on": today()}
        return move(payment, team.payment_officer, state, **values)
    if state == "Received":
        with acting_as(team.coordinator):
            paper = make_paper()
        return move(payment, team.coordinator, state, receipt_document=paper)
    actors = {
        "Requested": team.coach,
        "Verified": team.controller,
        "Approved": team.funder,
        "Second Approval": team.second_approver,
    }
    return move(payment, actors[state], state)


def move(payment: Document, user: str, state: str, **values: Any) -> Document:
    """The user saves the payment in this state; the saved payment, read again."""
    with acting_as(user):
        doc = frappe.get_doc(payment.doctype, payment.name)
        doc.update(values)
        doc.workflow_state = state
        doc.save()
    return frappe.get_doc(payment.doctype, payment.name)


def make_justification(payment: Document, team: Team, amount: float, **overrides: Any) -> Document:
    """A justification that the coach enters."""
    with acting_as(team.coach):
        values = {
            "doctype": "Expense Justification",
            "disbursement": payment.name,
            "amount": amount,
            "spent_on": today(),
            "label": "Sewing machine",
            "paper": make_paper(),
        }
        return frappe.get_doc(values | overrides).insert()


def accept(justification: Document, team: Team) -> Document:
    """The controller accepts it."""
    with acting_as(team.controller):
        doc = frappe.get_doc(justification.doctype, justification.name)
        doc.status = "Accepted"
        return doc.save()
