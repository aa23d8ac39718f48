"""Which steps of a payment one person may never take together.

The base rule is the programme's and is never waived: requesting, verifying, approving, approving again,
paying and receiving are six duties of six persons. More pairs are data (Incompatible Steps), such as "who
signed the project's contract never verifies its payments". A person is counted by all that was done by them
and in their place: an act of somebody who stands in for a colleague who is away counts for both.
"""

import itertools
from collections.abc import Iterable

import frappe

Pair = frozenset[str]
Deed = tuple[str, str]  # (person, duty)

STEP_OF_ACTION = {
    "Request Payment": "Request",
    "Verify": "Verify",
    "Approve": "Approve",
    "Approve Again": "Second Approval",
    "Record Payment": "Pay",
    "Confirm Receipt": "Receive",
    "Return": "Return",
    "Reject": "Reject",
    "Record Bounce": "Bounce",
}

BASE_DUTIES = ("Request", "Verify", "Approve", "Second Approval", "Pay", "Receive")
BASE_PAIRS: frozenset[Pair] = frozenset(map(frozenset, itertools.combinations(BASE_DUTIES, 2)))
CONTRACT, COACH = "Sign Contract", "Coach"
PROJECT_DUTIES = frozenset({CONTRACT, COACH})

# Preparing is requesting, and handing a payment to the bank is paying. Return, Reject and Bounce only stop a
# payment; they are kept apart from others only where the data say so.
DUTY_OF_STEP = {"Prepare": "Request", "Transfer": "Pay"}


def duty_of(step: str) -> str:
    """The duty that a step belongs to."""
    return DUTY_OF_STEP.get(step, step)


def incompatible_pairs() -> frozenset[Pair]:
    """The base pairs and those that the data add."""
    rows = frappe.get_all(
        "Incompatible Steps", filters={"in_force": 1}, fields=["first_step", "second_step"], as_list=True
    )
    return BASE_PAIRS | {frozenset(row) for row in rows if row[0] != row[1]}


def deeds_of(steps: Iterable) -> set[Deed]:
    """Who did what: rows with `step`, `actor` and `delegated_by`."""
    return {
        (person, duty_of(row.step)) for row in steps for person in (row.actor, row.delegated_by) if person
    }


def project_deeds(projects: Iterable[str], pairs: frozenset[Pair]) -> dict[str, set[Deed]]:
    """Who signed each project's contract and who coaches it; nothing unless some pair is about that."""
    found: dict[str, set[Deed]] = {project: set() for project in projects}
    if not found or not PROJECT_DUTIES & frozenset().union(*pairs):
        return found
    signed = {"parenttype": "Project Proposal", "parent": ["in", list(found)], "action": CONTRACT}
    for project, actor in frappe.get_all(
        "Project Path Step", filters=signed, fields=["parent", "actor"], as_list=True
    ):
        found[project].add((actor, CONTRACT))
    coached = {"name": ["in", list(found)], "coach": ["is", "set"]}
    for project, coach in frappe.get_all(
        "Project Proposal", filters=coached, fields=["name", "coach"], as_list=True
    ):
        found[project].add((coach, COACH))
    return found


def conflict(deeds: set[Deed], persons: Iterable[str], step: str, pairs: frozenset[Pair]) -> Deed | None:
    """What one of these persons already did that bars them from this step; None if nothing does."""
    duty, people = duty_of(step), set(persons)
    barring = [
        (person, done) for person, done in deeds if person in people and frozenset({done, duty}) in pairs
    ]
    return min(barring, default=None)
