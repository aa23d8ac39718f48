"""Which rows of this room a person sees beyond the territory: a woman her own, an evaluator blind.

Found through the hooks `incubation_own_rows` and `incubation_narrowing`; each function takes the user and
gives an SQL condition on the document's table.
"""

from __future__ import annotations

import frappe

from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.incubation.roles import EVALUATOR
from women_incubation.people.services import own_beneficiary
from women_incubation.territory.access import quoted

NOTHING = "1=0"
REVIEW_STATES = ("Submitted", "Under Review", "Changes Requested")


def own_projects(user: str) -> str:
    """The projects she holds or is a member of."""
    woman = own_beneficiary(user)
    if not woman:
        return NOTHING
    her = quoted(woman)
    return (
        f"`tabProject Proposal`.`beneficiary` = {her} or `tabProject Proposal`.`name` in "
        f"(select `parent` from `tabProject Member` where `beneficiary` = {her} "
        "and `parenttype` = 'Project Proposal')"
    )


def own_appeals(user: str) -> str:
    """The appeals about the projects she holds."""
    woman = own_beneficiary(user)
    return f"`tabProject Appeal`.`beneficiary` = {quoted(woman)}" if woman else NOTHING


def projects_judged(user: str) -> str:
    """Of the projects an evaluator sees those on which he declared that he has no conflict of interest."""
    return f"`tabProject Proposal`.`name` in ({declared_on(user)})"


def declared_on(user: str) -> str:
    """The projects, as SQL, that the user evaluates after declaring that he has no conflict."""
    return (
        f"select `project` from `tabProposal Evaluation` where `evaluator` = {quoted(user)} "
        "and `declaration` = 'No Conflict'"
    )


def published_calls(user: str) -> str:
    """The published calls for the place where she lives."""
    unit = frappe.db.get_value("Beneficiary", {"user": user}, "unit")
    if not unit:
        return NOTHING
    return (
        "`tabCall for Projects`.`status` = 'Published' and `tabCall for Projects`.`unit` in "
        "(select above.`name` from `tabTerritorial Unit` above, `tabTerritorial Unit` her "
        f"where her.`name` = {quoted(unit)} and above.`lft` <= her.`lft` and above.`rgt` >= her.`rgt`)"
    )


def independent_evaluations(user: str) -> str:
    """An evaluator sees the others' evaluations of a project once his own is final or the review is over.

    Whatever other roles he holds: who may still judge a project must not know how others judged it. For
    everybody else the condition is empty.
    """
    if EVALUATOR not in roles_by_assignment(user):
        return ""
    table, me = "`tabProposal Evaluation`", quoted(user)
    mine_is_final = (
        f"{table}.`project` in (select mine.`project` from {table} mine "
        f"where mine.`evaluator` = {me} and mine.`status` = 'Final')"
    )
    states = ", ".join(quoted(state) for state in REVIEW_STATES)
    under_review = f"select `name` from `tabProject Proposal` where `workflow_state` in ({states})"
    others = f"{table}.`status` = 'Final' and ({mine_is_final} or {table}.`project` not in ({under_review}))"
    return f"({table}.`evaluator` = {me} or ({others}))"
