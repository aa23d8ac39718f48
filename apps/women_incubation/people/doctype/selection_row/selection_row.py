"""One woman in a selection: her rank, points, and what she is told. Written by `people.targeting` alone."""

import frappe

from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.safe_save import SafeSave


class SelectionRow(AppendOnlyRecord, SafeSave):
    """Nobody saves it."""


def on_doctype_update() -> None:
    """A woman is once in a selection; those who wait are found by their rank."""
    frappe.db.add_unique("Selection Row", ["selection", "beneficiary"])
    frappe.db.add_index("Selection Row", ["selection", "status", "place"])
