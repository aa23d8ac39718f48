"""Whoever is not its author does not see a Situation Assessment, whatever their roles and territory."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.people.errors import NothingBesideAssessments
from women_incubation.people.rights.officers import OFFICER
from women_incubation.territory.access import quoted

ASSESSMENT = "Situation Assessment"


def own_assessments(user: str) -> str:
    """The condition on Situation Assessment: she made it; empty for a data protection officer.

    Hook `incubation_blinding`: it binds through break-glass too.
    """
    if OFFICER in frappe.get_roles(user):
        return ""
    return f"`tabSituation Assessment`.`made_by` = {quoted(user)}"


def may_open(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
    """Hook `has_permission`, beside the territory: the author and the officer, not even a System Manager."""
    user = user or frappe.session.user
    return doc.is_new() or doc.made_by == user or OFFICER in frappe.get_roles(user)


def refuse_beside_assessments(doc: Document, method: str | None = None) -> None:
    """doc_events of comments, messages and tasks: what is said of an assessment stands in it, sealed.

    Frappe's own notes that something was done (no text of a person's) pass.
    """
    doctype = doc.get("reference_doctype") or doc.get("reference_type")
    if doctype == ASSESSMENT and (doc.doctype != "Comment" or doc.comment_type == "Comment"):
        frappe.throw(_("Write it into the assessment: nothing is kept beside it."), NothingBesideAssessments)
