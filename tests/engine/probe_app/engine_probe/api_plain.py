"""A whitelisted method whose annotations are types."""

import frappe


@frappe.whitelist(methods=["POST"])
def double(number: int) -> int:
    """Twice the number."""
    return number * 2
