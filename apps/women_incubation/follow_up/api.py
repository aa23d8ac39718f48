"""The doors of coordinators and coaches: what waits for them."""

import frappe

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.follow_up.alerts import handling


@frappe.whitelist(methods=["GET"])
def my_alerts() -> dict:
    """{alerts: [{name, kind, sentence, since, days, beneficiary, full_name, full_name_ar, phone, ...}]}."""
    return {"alerts": handling.work_list(frappe.session.user)}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def handle_alert(client_key: str, name: str, note: str) -> dict:
    """Write what was done about an alert. Answers {name, status, handled_on}."""
    content = {"name": name, "note": note}
    return answer_once(client_key, "follow_up.handle_alert", content, lambda: handling.handle(name, note))


@frappe.whitelist(methods=["GET"])
def due_follow_ups() -> dict:
    """{follow_ups: [{name, project, title, beneficiary, unit, month, due_on, days}]}."""
    return {"follow_ups": handling.due_follow_ups()}
