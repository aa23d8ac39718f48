"""The women of a project: its holder and, in a collective, the members with their shares."""

from __future__ import annotations

from decimal import Decimal

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.incubation.errors import OwnProject
from women_incubation.incubation.missing import Missing

COLLECTIVE = "Collective"
HUNDRED = Decimal(100)


def people_of(project: Document) -> list[str]:
    """The beneficiaries of the project, the holder first, each once."""
    return list(dict.fromkeys([project.beneficiary, *[row.beneficiary for row in project.members]]))


def rows_of(project: Document) -> dict[str, dict]:
    """Beneficiary -> birth_date, user, unit, preferred_language; one query."""
    fields = ["name", "birth_date", "user", "unit", "preferred_language"]
    rows = frappe.get_all("Beneficiary", filters={"name": ["in", people_of(project)]}, fields=fields)
    return {row.name: row for row in rows}


def users_of(project: Document) -> set[str]:
    """The portal users of the project's women."""
    return {row.user for row in rows_of(project).values() if row.user}


def call_her(project: Document, beneficiary: str) -> str:
    """How a message names one of the women: by her place in the project, never by name."""
    if beneficiary == project.beneficiary:
        return _("The project holder")
    index = next((row.idx for row in project.members if row.beneficiary == beneficiary), 0)
    return _("The member in row {0}").format(index)


def check_members(project: Document, missing: Missing) -> None:
    """A collective has two members or more, the holder among them, and shares that sum to 100."""
    if project.kind != COLLECTIVE:
        missing.need(
            not project.members,
            "members",
            _("An individual project has no members: remove them, or choose a collective project."),
        )
        return
    named = [row.beneficiary for row in project.members]
    missing.need(
        len(set(named)) >= 2,
        "members",
        _("A collective project has at least two members. Ask a coordinator."),
    )
    missing.need(
        project.beneficiary in named,
        "members",
        _("The project holder is one of the members of a collective."),
    )
    _check_rows(project, missing)


def _check_rows(project: Document, missing: Missing) -> None:
    seen: set[str] = set()
    for row in project.members:
        if row.beneficiary in seen:
            missing.add("members", _("Row {0}: this member is already in the list.").format(row.idx))
        seen.add(row.beneficiary)
        if not share_of(row) > 0:
            missing.add("members", _("Row {0}: the share of this member is not given.").format(row.idx))
    total = sum((share_of(row) for row in project.members), Decimal(0))
    if project.members and total != HUNDRED:
        missing.add("members", _("The shares of the members add up to {0} %, not to 100 %.").format(total))


def share_of(row: Document) -> Decimal:
    """A member's share in percent, exactly as typed."""
    return Decimal(str(row.share_percent or 0))


def refuse_own_project(project: Document) -> None:
    """Raise OwnProject when the acting user is one of the project's women."""
    if frappe.session.user in users_of(project):
        frappe.throw(_("You have a part in this project: somebody else must take this step."), OwnProject)
