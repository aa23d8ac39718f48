"""What happens after the app is installed or migrated on a site."""

import frappe

from women_incubation.audit.keys import make_first_key


def before_install() -> None:
    """Make the audit key: what is saved while the app is being installed may have to be recorded."""
    make_first_key()


def after_install() -> None:
    """Fill the catalogues, and let errors keep their tracebacks to themselves."""
    frappe.db.set_single_value("System Settings", "allow_error_traceback", 0)
    insert_missing_catalogues()


def after_migrate() -> None:
    """Add catalogue rows that a new version brought; rows that exist stay as the ministry left them."""
    make_first_key()
    insert_missing_catalogues()


def insert_missing_catalogues() -> None:
    """Run each function named in the `incubation_catalogues` hook, in order."""
    for path in frappe.get_hooks("incubation_catalogues"):
        frappe.get_attr(path)()
