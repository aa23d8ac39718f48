"""Counts how often it was run."""

import frappe


def execute() -> None:
    """Add one to a counter of the site."""
    frappe.db.set_global("probe_patch_runs", int(frappe.db.get_global("probe_patch_runs") or 0) + 1)
