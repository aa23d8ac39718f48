"""For each document of which a woman sees her own rows: how a row becomes hers."""

from collections.abc import Callable

from frappe.model.document import Document

from tests.factories.rows import bare_row
from tests.factories.territory import REGION


def linked(doctype: str, **values: str) -> Callable[[Document], list[str]]:
    """Rows that name her in `beneficiary`."""
    return lambda woman: [bare_row(doctype, woman.unit, beneficiary=woman.name, **values)]


def of_her_project(doctype: str) -> Callable[[Document], list[str]]:
    """Rows that belong to a project of hers."""

    def make(woman: Document) -> list[str]:
        project = bare_row("Project Proposal", woman.unit, beneficiary=woman.name)
        return [bare_row(doctype, woman.unit, project=project)]

    return make


OWN_ROWS: dict[str, Callable[[Document], list[str]]] = {
    "Beneficiary": lambda woman: [woman.name],
    "Consent": linked("Consent"),
    "Selection Row": linked("Selection Row", published=1),
    "Selection Appeal": linked("Selection Appeal"),
    "Notice": lambda woman: [bare_row("Notice", woman.unit, user=woman.user, channel="In-app")],
    "Session Attendance": linked("Session Attendance"),
    "Module Result": linked("Module Result"),
    "Session Feedback": linked("Session Feedback"),
    "Certificate": linked("Certificate"),
    "Call for Projects": lambda woman: [bare_row("Call for Projects", REGION, status="Published")],
    "Project Proposal": linked("Project Proposal"),
    "Project Appeal": linked("Project Appeal"),
    "Project Milestone": of_her_project("Project Milestone"),
    "Funding Disbursement": linked("Funding Disbursement", workflow_state="Paid"),
    "Expense Justification": of_her_project("Expense Justification"),
}
