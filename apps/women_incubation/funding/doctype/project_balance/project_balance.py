import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class ProjectBalance(AppendOnlyRecord, SafeSave):
    """What a project has on a budget line. Only `funding.ledger` writes it, and never by saving it."""


def on_doctype_update() -> None:
    """One balance for a project on a line."""
    frappe.db.add_unique("Project Balance", ["project", "budget_line"], "one_balance_per_project_and_line")
