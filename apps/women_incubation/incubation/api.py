"""What the field app asks of this room for a woman. Each function: parse, authorise, call one service."""

import frappe

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.incubation import open_calls as calls
from women_incubation.incubation import proposal_view, services, woman_path


@frappe.whitelist(methods=["GET"])
def my_path() -> dict:
    """Her path: {beneficiary, steps, training, projects}. 403 for an account without a woman's file."""
    return woman_path.path_of(frappe.session.user)


@frappe.whitelist(methods=["GET"])
def open_calls() -> dict:
    """The calls that take proposals today, where this user may see them."""
    return {"calls": calls.open_today()}


@frappe.whitelist(methods=["GET"])
def my_proposal(name: str = "") -> dict:
    """One proposal. 403 unless it is hers (or in the scope of a person who may read it)."""
    project = frappe.get_lazy_doc("Project Proposal", name, check_permission="read")
    return proposal_view.describe(project)


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def save_proposal(
    client_key: str = "", values: dict | None = None, name: str | None = None, modified: str | None = None
) -> dict:
    """Save her proposal in pieces; answers as my_proposal. 409 when `modified` is not the latest."""
    content = {"values": values, "name": name, "modified": modified}
    return answer_once(
        client_key,
        "save_proposal",
        content,
        lambda: proposal_view.describe(services.save_proposal(values or {}, name, modified)),
    )


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def submit_proposal(client_key: str = "", name: str = "") -> dict:
    """Send her proposal; 417 MoveRefused with everything that is missing."""
    return answer_once(
        client_key,
        "submit_proposal",
        {"name": name},
        lambda: proposal_view.describe(services.submit_proposal(name)),
    )


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def withdraw_proposal(client_key: str = "", name: str = "", reason: str = "") -> dict:
    """Withdraw her project with a reason."""
    return answer_once(
        client_key,
        "withdraw_proposal",
        {"name": name, "reason": reason},
        lambda: proposal_view.describe(services.withdraw_proposal(name, reason)),
    )
