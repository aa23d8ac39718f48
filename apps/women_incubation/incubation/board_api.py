"""The coordinator's board. A card is moved by the workflow's own door, where the guards stand."""

import frappe

from women_incubation.incubation import board as projects_board


@frappe.whitelist(methods=["GET"])
def board(unit: str | None = None) -> dict:
    """{columns: [{state, label, count, cards}]}: see board.board_of."""
    frappe.has_permission("Project Proposal", "read", throw=True)
    return {"columns": projects_board.board_of(unit)}


@frappe.whitelist(methods=["GET"])
def provinces() -> dict:
    """{provinces: [{name, name_fr, name_ar, projects}]}: see board.provinces."""
    frappe.has_permission("Project Proposal", "read", throw=True)
    return {"provinces": projects_board.provinces()}


@frappe.whitelist(methods=["GET"])
def regions() -> dict:
    """{regions: [{region, name_fr, name_ar, projects, integrated}]}: see board.regions."""
    frappe.has_permission("Project Proposal", "read", throw=True)
    return {"regions": projects_board.regions()}
