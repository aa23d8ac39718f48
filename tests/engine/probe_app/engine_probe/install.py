"""Leaves traces of having been called."""

import frappe


def after_install() -> None:
    """Note that the app was installed."""
    frappe.db.set_global("probe_installed", "yes")


def after_migrate() -> None:
    """Count the migrations."""
    frappe.db.set_global("probe_migrations", int(frappe.db.get_global("probe_migrations") or 0) + 1)
