"""A key under which a woman is found again; see `people.duplicates.keys`."""

import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class BeneficiaryKey(AppendOnlyRecord, SafeSave):
    """Written by `people.duplicates.keys` alone."""


def on_doctype_update() -> None:
    """The look-up reads this index alone."""
    frappe.db.add_unique("Beneficiary Key", ["key_digest", "beneficiary"])
