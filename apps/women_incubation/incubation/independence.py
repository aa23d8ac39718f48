"""Who is too close to a project to judge it."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.incubation.members import users_of


def too_close(project: Document) -> dict[str, str]:
    """User -> why this person may not evaluate the project: one of its women, its coach, or a helper.

    Helpers are whoever opened the file for her, whoever sent it for her, and the person whom the file names
    as having helped (by log-in or by full name).
    """
    reasons: dict[str, str] = {}
    helpers = {project.owner, *senders(project), *named_helpers(project)}
    reasons |= dict.fromkeys(helpers, _("helped with the file"))
    if project.coach:
        reasons[project.coach] = _("is the project's coach")
    reasons |= dict.fromkeys(users_of(project), _("has a part in the project"))
    return reasons


def senders(project: Document) -> set[str]:
    """Who sent the proposal, each time it was sent."""
    return {step.actor for step in project.path_steps if step.action == "Submit Proposal"}


def named_helpers(project: Document) -> set[str]:
    """The users that the field "Helped By" names."""
    named = (project.help_received or "").strip()
    if not named:
        return set()
    either = [["name", "=", named], ["full_name", "=", named]]
    return set(frappe.get_all("User", or_filters=either, pluck="name"))
