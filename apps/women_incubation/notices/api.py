"""The doors of the outbox."""

import frappe
from frappe import _

from women_incubation.audit.entries import record
from women_incubation.notices.errors import GatewayRefused
from women_incubation.notices.sending import queue_again


@frappe.whitelist(methods=["POST"])
def send_again(name: str) -> dict:
    """Queue a failed notice once more, by whoever may read it on the Desk. Answers {"status"}."""
    notice = frappe.get_doc("Notice", name)
    notice.check_permission("report")
    if notice.status != "Failed" or not notice.sealed:
        frappe.throw(_("Only a message that failed, and is no code, can be sent again."), GatewayRefused)
    queue_again(name)
    record("notice_sent_again", notice)
    return {"status": "Queued"}
