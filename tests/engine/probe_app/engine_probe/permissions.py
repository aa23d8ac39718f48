"""Both halves of a row rule: a user of role Probe User sees the unit named in their first name only."""

import frappe


def _unit(user: str) -> str:
    return frappe.get_cached_value("User", user, "first_name")


def row_condition(user: str | None = None, doctype: str | None = None) -> str:
    """The condition for lists."""
    user = user or frappe.session.user
    if user == "Administrator":
        return ""
    return f"`tabProbe Document`.unit = {frappe.db.escape(_unit(user))}"


def has_permission(doc: object, ptype: str | None = None, user: str | None = None) -> bool:
    """The same for one document."""
    user = user or frappe.session.user
    return user == "Administrator" or doc.unit == _unit(user)
