"""Writing a proposal from the field app, and moving a project along its path."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.errors import MoveNotAllowed
from women_incubation.audit.guarded_path import workflow_of
from women_incubation.incubation.errors import NotTheHolder, StaleProposal
from women_incubation.incubation.proposal_values import apply_values
from women_incubation.incubation.proposal_view import stamp_of
from women_incubation.people.services import own_beneficiary

DOCTYPE = "Project Proposal"


def save_proposal(values: dict, name: str | None = None, modified: str | None = None) -> Document:
    """Save a woman's own proposal in pieces; without a name, a new one that she holds.

    `modified` is that of the copy she edited: raises StaleProposal (409) when somebody saved it since. Also
    raises ValidationError for values that are not what they should be, and what the document itself raises.
    """
    project = own_project(name, modified) if name else new_project()
    apply_values(project, values)
    return project.save()


def new_project() -> Document:
    """A new project of the acting woman. Raises NotTheHolder for anybody else."""
    woman = own_beneficiary()
    if not woman:
        frappe.throw(_("No woman's file is linked to your account."), NotTheHolder)
    return frappe.get_doc({"doctype": DOCTYPE, "beneficiary": woman})


def own_project(name: str, modified: str | None) -> Document:
    """Her project, locked, as she read it. Raises PermissionError, NotTheHolder, StaleProposal."""
    project = locked_project(name)
    if stamp_of(project) != modified:
        frappe.throw(
            _("This proposal was changed since you opened it. Open it again, then write your changes."),
            StaleProposal,
        )
    return project


def locked_project(name: str) -> Document:
    """The project that she holds, locked. Raises PermissionError, NotTheHolder."""
    project = frappe.get_doc(DOCTYPE, name, for_update=True)
    project.check_permission("write")
    if project.beneficiary != own_beneficiary():
        frappe.throw(_("Only the holder of this project, or a coordinator, may change it."), NotTheHolder)
    return project


def submit_proposal(name: str) -> Document:
    """Send her proposal. Raises MoveRefused with everything that is missing."""
    return take_action(locked_project(name), "Submit Proposal")


def withdraw_proposal(name: str, reason: str) -> Document:
    """Withdraw her project, whatever its state. Raises MoveRefused without a reason."""
    project = locked_project(name)
    project.end_reason = reason
    return take_action(project, "Withdraw")


def take_action(project: Document, action: str) -> Document:
    """Move the project by one of the workflow's actions and save it. Role and guard are asked by the save."""
    step = (project.workflow_state, action)
    rows = workflow_of(DOCTYPE).transitions
    next_state = next((row.next_state for row in rows if (row.state, row.action) == step), None)
    if not next_state:
        sentence = _("{0} is not possible while the project is {1}.")
        frappe.throw(sentence.format(_(action), _(project.workflow_state)), MoveNotAllowed)
    project.workflow_state = next_state
    return project.save()
