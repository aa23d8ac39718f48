"""The tranches of the story: requested, verified, approved, paid, received - and some refused or bounced."""

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING

import frappe

from demo import calendar
from demo.papers import upload
from demo.users import email_of
from women_incubation.funding.money import to_centimes, to_dirhams
from women_incubation.funding.rules import split_tranches

if TYPE_CHECKING:
    from demo.story import Story


def line_for(province: str, dirhams: int) -> str:
    """The budget line of the province with the most room for this grant."""
    lines = frappe.get_all(
        "Budget Balance",
        filters={
            "budget_line": ["in", frappe.get_all("Budget Line", filters={"unit": province}, pluck="name")]
        },
        fields=["budget_line", "total_centimes", "committed_centimes"],
    )
    best = max(lines, key=lambda row: row.total_centimes - row.committed_centimes)
    if best.total_centimes - best.committed_centimes < to_centimes(dirhams):
        raise RuntimeError(f"The demo's lines of {province} are too small.")
    return best.budget_line


def tranche_plan(project: str, dirhams: int, line: str) -> list[dict]:
    """The rows of the tranche plan that the project's rule asks for."""
    rule = frappe.parse_json(frappe.db.get_value("Project Proposal", project, "rule_snapshot"))
    parts = split_tranches(rule, to_centimes(dirhams))
    return [
        {
            "number": number,
            "percent": row["percent"],
            "amount": to_dirhams(part),
            "budget_line": line,
            "condition": row["condition"],
            "label": row["label"],
        }
        for number, (row, part) in enumerate(zip(rule["tranches"], parts, strict=True), start=1)
    ]


SMOOTH = 0.5  # a payment without an incident


def pay_tranche(rng: random.Random, story: "Story", number: int, on: date) -> None:
    """Tell the payment of one tranche; a step whose day has not come still waits for its person."""
    chance = SMOOTH if story.outcome == "Discontinued" else rng.random()
    steps = None
    if story.outcome == "In Incubation" and 0.1 < chance < 0.9:
        # Of those who have just begun, most wait at somebody's desk today.
        on, steps = calendar.day(rng.randint(8, 14)), rng.choice((1, 2, 3))
    name = _draft(story, number, on)
    for days, role, state, values in _course(rng, chance, on)[:steps]:
        if state == "Second Approval" and not _needs_second_approval(name):
            continue
        if not _step(name, role, story, on + timedelta(days=days), state, **values):
            return
    if 0.08 <= chance < 0.9 and steps is None:
        _receive(name, story, on + timedelta(days=11))


def _course(rng: random.Random, chance: float, on: date) -> list[tuple[int, str, str, dict]]:
    """The steps of a payment as (days after, role, state, values): most are paid, some stop on the way."""
    steps: list[tuple[int, str, str, dict]] = [(1, "Coordinator", "Requested", {})]
    if chance < 0.04:
        return [*steps, (3, "Controller", "Rejected", {"step_reason": "Facture au nom d'un tiers."})]
    if chance < 0.08:
        return [*steps, (3, "Controller", "Returned", {"step_reason": "RIB à confirmer par la banque."})]
    transfer = {"bank_reference": f"VIR{rng.randint(10**7, 10**8)}", "paid_on": on + timedelta(days=8)}
    steps += [
        (3, "Controller", "Verified", {}),
        (5, "Funder", "Approved", {}),
        (6, "Second Approver", "Second Approval", {}),
        (8, "Payment Officer", "Paid", transfer),
    ]
    if chance > 0.95:
        steps.append((10, "Payment Officer", "Bounced", {"step_reason": "Compte clôturé."}))
    return steps


def _needs_second_approval(name: str) -> bool:
    return bool(frappe.db.get_value("Funding Disbursement", name, "needs_second_approval"))


def is_received(project: str, number: int) -> bool:
    """Whether the woman has the money of this tranche."""
    received = {"project": project, "tranche_number": number, "workflow_state": "Received"}
    return bool(frappe.db.exists("Funding Disbursement", received))


def justify(rng: random.Random, story: "Story", number: int, on: date) -> None:
    """Submit and accept the invoices of a paid tranche."""
    rows = frappe.get_all(
        "Funding Disbursement",
        filters={"project": story.project, "tranche_number": number, "workflow_state": "Received"},
        fields=["name", "amount"],
    )
    for row in rows:
        with calendar.story_time(on):
            frappe.set_user(email_of("Coach", story.province))
            paper = frappe.get_doc(
                {
                    "doctype": "Expense Justification",
                    "disbursement": row.name,
                    "amount": row.amount,
                    "spent_on": on - timedelta(days=rng.randint(1, 4)),
                    "label": "Achat du matériel",
                    "paper": upload("Facture", [f"{row.amount} DH"]),
                }
            ).insert()
        with calendar.story_time(on + timedelta(days=2)):
            frappe.set_user(email_of("Controller"))
            paper.reload()
            paper.update({"status": "Accepted"})
            paper.save()


def _draft(story: "Story", number: int, on: date) -> str:
    plan = frappe.get_doc("Project Proposal", story.project).tranches[number - 1]
    with calendar.story_time(on):
        frappe.set_user(email_of("Coordinator", story.province))
        return (
            frappe.get_doc(
                {
                    "doctype": "Funding Disbursement",
                    "project": story.project,
                    "budget_line": plan.budget_line,
                    "tranche_number": number,
                    "amount": plan.amount,
                    "payee_name": story.woman.full_name,
                    "rib": _rib(story.woman.name),
                    "purpose": plan.label or f"الشطر {number}",
                    "evidence": [
                        {"label": "فاتورة أولية", "file": upload("Pro forma", [f"{plan.amount} DH"])}
                    ],
                }
            )
            .insert()
            .name
        )


def _step(name: str, role: str, story: "Story", on: date, state: str, **values: object) -> bool:
    """Make one step on that day; False when the day has not come yet."""
    if on > calendar.day(0):
        return False
    province = story.province if role in ("Coordinator", "Coach") else None
    with calendar.story_time(on):
        frappe.set_user(email_of(role, province))
        doc = frappe.get_doc("Funding Disbursement", name)
        doc.update({**values, "workflow_state": state})
        doc.save()
    return True


def _receive(name: str, story: "Story", on: date) -> None:
    """She signs a paper; her province's coordinator made the request, so the region's records it."""
    if on > calendar.day(0) or frappe.db.get_value("Funding Disbursement", name, "workflow_state") != "Paid":
        return
    with calendar.story_time(on):
        frappe.set_user(email_of("Coordinator", "MA-11"))
        receipt = upload("Recu signe", ["Reçu la somme indiquée."])
        doc = frappe.get_doc("Funding Disbursement", name)
        doc.update({"workflow_state": "Received", "receipt_document": receipt})
        doc.save()


def _rib(seed: str) -> str:
    """A well-formed RIB of no bank: 999 is not given to any; the key is right."""
    body = f"999780{int(seed, 16) % 10**16:016d}"
    return f"{body}{97 - int(body) * 100 % 97:02d}"
