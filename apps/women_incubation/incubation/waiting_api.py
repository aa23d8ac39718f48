"""The waiting list on a secretary's screen."""

import frappe

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.incubation import waiting


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def call_up(client_key: str, sitting: str, call: str) -> dict:
    """Put those whom the free money reaches on the sitting's agenda: {projects: [names]}."""
    content = {"sitting": sitting, "call": call}
    return answer_once(client_key, "call_up", content, lambda: {"projects": waiting.call_up(sitting, call)})
