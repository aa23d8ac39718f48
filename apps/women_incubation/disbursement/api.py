"""Payments for the field app. Amounts in integer centimes, dates ISO; refusals are 4xx with a sentence.

Every argument has a default: an argument that is missing is then refused like an empty one, with a sentence,
where Python's own complaint would be a server error.
"""

import frappe
from frappe import _

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.disbursement import decisions as services
from women_incubation.disbursement import inbox as inbox_of
from women_incubation.disbursement import receipt_codes
from women_incubation.disbursement.decisions import Decision
from women_incubation.disbursement.own_payments import payments_of_user


@frappe.whitelist(methods=["GET"])
def inbox(start: int = 0, length: int = inbox_of.LARGEST_PAGE) -> dict:
    """What waits for the user's decision, a page of it, and what they decided last. See inbox.inbox."""
    frappe.has_permission(services.PAYMENT, "read", throw=True)
    return inbox_of.inbox(frappe.session.user, start, length)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def decide(
    client_key: str = "",
    name: str = "",
    action: str = "",
    modified: str = "",
    reason: str | None = None,
    bank_reference: str | None = None,
    paid_on: str | None = None,
) -> dict[str, str]:
    """Take one step on a payment: {name, workflow_state, modified}. See decisions.decide."""
    return services.decide(Decision(client_key, name, action, modified, reason, bank_reference, paid_on))


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def decide_many(decisions: list | None = None) -> dict[str, list[dict]]:
    """Take several steps, each answered for itself: {answers: [{name, ok, workflow_state, message}]}.

    Each decision has the arguments of `decide`.
    """
    return {"answers": services.decide_many([_decision_of(row) for row in decisions or []])}


@frappe.whitelist(methods=["GET"])
def my_payments() -> dict[str, list[dict]]:
    """Where the woman's money is: {payments}."""
    return {"payments": payments_of_user(frappe.session.user)}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def confirm_receipt(client_key: str = "", name: str = "") -> dict[str, str]:
    """The woman says that the money came: {name, workflow_state}."""
    return services.confirm_receipt(client_key, name)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def send_receipt_code(client_key: str = "", name: str = "") -> dict[str, int]:
    """Send the woman a code for this paid payment: {code_lasts_seconds}."""
    content = {"name": name}
    return answer_once(client_key, "send_receipt_code", content, lambda: receipt_codes.send_code(name))


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def confirm_with_code(client_key: str = "", name: str = "", code: str = "") -> dict:
    """Confirm the receipt by the code that the woman told: {name, workflow_state, wrong_code}."""
    content = {"name": name, "code": code}
    return answer_once(
        client_key, "confirm_with_code", content, lambda: receipt_codes.confirm_with_code(name, code)
    )


def _decision_of(row: object) -> Decision:
    """The decision that a client sent. Raises ValidationError unless it is one, of texts."""
    known = set(Decision._fields)
    if not isinstance(row, dict) or set(row) - known or not {"name", "action", "modified"} <= set(row):
        frappe.throw(_("Each decision gives client_key, name, action and modified."))
    if not all(isinstance(value, str) or value is None for value in row.values()):
        frappe.throw(_("The values of a decision are texts."))
    return Decision(**{"client_key": "", **row})
