"""A coordinator's doors to the groups, for the field app."""

import frappe

from women_incubation.training import groups_view


@frappe.whitelist(methods=["GET"])
def groups() -> dict:
    """{groups: [...]}: see groups_view.groups_seen."""
    groups_view.require_coordinator()
    return {"groups": groups_view.groups_seen()}


@frappe.whitelist(methods=["GET"])
def group(name: str = "") -> dict:
    """One group with its women and sessions: see groups_view.group_page."""
    groups_view.require_coordinator()
    return groups_view.group_page(name)
