"""The plan of an incubated project: what is to be reached by when, and the evidence that it was."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.incubation.missing import Missing
from women_incubation.incubation.permissions import own_projects
from women_incubation.incubation.roles import COACH, COORDINATOR
from women_incubation.territory.days import as_day

PLANNED, REACHED, DROPPED = "Planned", "Reached", "Dropped"
UNDER_WAY = ("Contracted", "In Incubation", "Activity Started")


def accompanies(project: Document, user: str | None = None) -> bool:
    """Whether the user is the project's own coach, or a coordinator; Administrator is neither by himself."""
    user = user or frappe.session.user
    roles = roles_by_assignment(user)
    return COORDINATOR in roles or (COACH in roles and project.coach == user)


def check_plan(milestone: Document, project: Document, missing: Missing) -> None:
    """A milestone belongs to a project under way, and to a tranche of its plan if to any."""
    if project.workflow_state not in UNDER_WAY:
        sentence = _("The project is {0}; milestones are planned from its contract until it ends.")
        missing.add("project", sentence.format(_(project.workflow_state)))
    numbers = {int(row.number) for row in project.tranches}
    if milestone.tranche_number and int(milestone.tranche_number) not in numbers:
        missing.add("tranche_number", _("The project has no tranche {0}.").format(milestone.tranche_number))


def check_result(milestone: Document, missing: Missing) -> None:
    """Reached: on a day that has come, with evidence. Dropped: with a reason."""
    if milestone.status == REACHED:
        missing.need(milestone.evidence, "evidence", _("Attach the evidence that it was reached."))
        if not milestone.reached_on:
            missing.add("reached_on", _("Give the day on which it was reached."))
        elif as_day(milestone.reached_on) > getdate():
            missing.add("reached_on", _("It cannot be reached in the future."))
    if milestone.status == DROPPED:
        missing.need((milestone.drop_reason or "").strip(), "drop_reason", _("Say why it was dropped."))


def reached_before_tranche(project: Document, terms: dict) -> list[dict[str, str]]:
    """What keeps a tranche that waits for milestones. Hook `incubation_tranche_conditions`.

    Every milestone planned for the tranche is reached; and the one that the rule names, if it names one.
    """
    rows = frappe.get_all(
        "Project Milestone",
        filters={"project": project.name, "status": ["!=", DROPPED]},
        fields=["title", "status", "tranche_number"],
    )
    number = int(terms["number"])
    open_ones = [row.title for row in rows if row.tranche_number == number and row.status == PLANNED]
    found = [_item(number, title) for title in open_ones]
    named = terms.get("milestone")
    reached = {row.title for row in rows if row.status == REACHED}
    if named and named not in reached and named not in open_ones:
        found.append(_item(number, named))
    return found


def _item(number: int, title: str) -> dict[str, str]:
    sentence = _("Tranche {0} waits for the milestone “{1}”.")
    return {"field": "tranche_number", "message": sentence.format(number, title)}


def own_milestones(user: str) -> str:
    """The condition on Project Milestone for a woman: of her own projects. Hook `incubation_own_rows`."""
    projects = f"select `name` from `tabProject Proposal` where {own_projects(user)}"
    return f"`tabProject Milestone`.`project` in ({projects})"
