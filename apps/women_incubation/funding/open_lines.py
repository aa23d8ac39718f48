"""Whether a budget line can take commitments today."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.funding.errors import LineNotOpen


def require_open(line: str) -> str:
    """The line's unit. Raises LineNotOpen unless it is open and its convention signed and valid today."""
    row = frappe.db.get_value("Budget Line", line, ["status", "unit", "convention"], as_dict=True)
    if not row:
        frappe.throw(_("Budget line {0} does not exist.").format(line), LineNotOpen)
    if row.status != "Open":
        frappe.throw(_("Budget line {0} is closed. Take another line.").format(line), LineNotOpen)
    _require_in_force(line, row.convention)
    return row.unit


def _require_in_force(line: str, convention: str) -> None:
    fields = ["status", "valid_from", "valid_to"]
    row = frappe.db.get_value("Convention", convention, fields, as_dict=True)
    if row.status not in ("Signed", "Running"):
        frappe.throw(
            _("Budget line {0}: its convention {1} is not signed, or has ended.").format(line, convention),
            LineNotOpen,
        )
    if not row.valid_from <= getdate() <= row.valid_to:
        frappe.throw(
            _("Budget line {0}: its convention {1} is valid from {2} to {3}, not today.").format(
                line, convention, row.valid_from, row.valid_to
            ),
            LineNotOpen,
        )
