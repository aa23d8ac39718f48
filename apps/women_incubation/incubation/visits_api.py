"""The coach's doors for the field app."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.incubation.visits import is_coach, projects_of_coach, take_visits


@frappe.whitelist(methods=["GET"])
def my_projects() -> dict:
    """{"now", "projects": [{name, title, workflow_state, beneficiary..., milestones: [], visits: []}]}."""
    _refuse_others()
    return {"now": str(now_datetime()), "projects": projects_of_coach(frappe.session.user)}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def sync_visits(visits: list, device: str) -> dict:
    """Record visits made without a network; {"answers": [{uuid, outcome, name, message}]}, in their order.

    A visit: {uuid, project, visit_date, place, latitude, longitude, purpose, observations, next_steps,
    next_visit_on, photos: [{uuid, name, content_base64}], device_time_utc}.
    """
    _refuse_others()
    return {"answers": take_visits(visits, device)}


def _refuse_others() -> None:
    if not is_coach(frappe.session.user):
        frappe.throw(_("This page is for coaches."), frappe.PermissionError)
