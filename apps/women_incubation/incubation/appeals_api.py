"""The doors of a woman who contests a decision: what was decided and why, and her appeal."""

import frappe

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.incubation import appeals, decision_letter


@frappe.whitelist(methods=["GET"])
def decision(project: str) -> dict:
    """The decision in the woman's language: see decision_letter.letter_of; and `appeal` {until, may_appeal,
    status, reason}. 403 for whoever may not read the project."""
    doc = frappe.get_doc("Project Proposal", project)
    doc.check_permission("read")
    return decision_letter.letter_of(doc) | {"appeal": appeals.state_of(doc)}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def lodge(client_key: str, project: str, grounds: str) -> dict:
    """Appeal against the decision in force: {name, status, lodged_on, deadline}."""
    content = {"project": project, "grounds": grounds}
    return answer_once(client_key, "lodge_appeal", content, lambda: _lodge(project, grounds))


def _lodge(project: str, grounds: str) -> dict:
    frappe.get_doc("Project Proposal", project).check_permission("read")
    appeal = frappe.get_doc({"doctype": appeals.DOCTYPE, "project": project, "grounds": grounds}).insert()
    return {key: str(appeal.get(key)) for key in ("name", "status", "lodged_on", "deadline")}
