"""What happens after the app is installed or migrated on a site."""

import frappe

from women_incubation.audit.keys import make_first_key


def after_install() -> None:
    """Make the audit key and fill the catalogues of a new site."""
    make_first_key()
    insert_missing_catalogues()


def after_migrate() -> None:
    """Add catalogue rows that a new version brought; rows that exist stay as the ministry left them."""
    make_first_key()
    insert_missing_catalogues()


def insert_missing_catalogues() -> None:
    """Run each function named in the `incubation_catalogues` hook, in order."""
    for path in frappe.get_hooks("incubation_catalogues"):
        frappe.get_attr(path)()
