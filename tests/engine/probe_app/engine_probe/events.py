"""Document events."""

import frappe


def count_update(doc: object, method: str | None = None) -> None:
    """Count the updates seen through the hook."""
    frappe.flags.probe_updates = (frappe.flags.probe_updates or 0) + 1
