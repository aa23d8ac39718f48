"""The one code that is out for an address; see `people.access_codes`."""

import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class AccessCode(AppendOnlyRecord, SafeSave):
    """Written by `people.access_codes` alone."""


def on_doctype_update() -> None:
    """One code at a time for an address, whoever races."""
    frappe.db.add_unique("Access Code", ["purpose", "address_digest"])
