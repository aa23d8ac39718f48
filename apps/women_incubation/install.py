"""What happens after the app is installed or migrated on a site."""

import frappe


def after_install() -> None:
    """Fill the catalogues of a new site."""
    insert_missing_catalogues()


def after_migrate() -> None:
    """Add catalogue rows that a new version brought; rows that exist are the ministry's and stay as they are."""
    insert_missing_catalogues()


def insert_missing_catalogues() -> None:
    """Run each function named in the `incubation_catalogues` hook, in order."""
    for path in frappe.get_hooks("incubation_catalogues"):
        frappe.get_attr(path)()
