"""Frappe's workflow action with our request boundary around it (hook `override_whitelisted_methods`)."""

import frappe
from frappe.model import workflow
from frappe.model.document import Document

from women_incubation.audit.retry import retry_on_conflict


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def apply_workflow(doc: str | dict, action: str) -> Document:
    """As Frappe's; two people who act at the same moment wait for each other instead of failing."""
    return workflow.apply_workflow(doc, action)
