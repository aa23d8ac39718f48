"""The amounts by unit, with a chart."""

from typing import Any

import frappe
from frappe import _

Columns = list[dict[str, Any]]
Rows = list[dict[str, Any]]


def execute(filters: dict[str, Any] | None = None) -> tuple[Columns, Rows, None, dict[str, Any]]:
    """Columns, rows, no message, and the chart."""
    columns = [
        {"fieldname": "unit", "label": _("Unit"), "fieldtype": "Data", "width": 200},
        {"fieldname": "amount", "label": _("Amount"), "fieldtype": "Currency", "width": 200},
    ]
    only = {"unit": filters["unit"]} if filters and filters.get("unit") else {}
    rows = frappe.get_list(
        "Probe Document", ["unit", {"SUM": "amount", "as": "amount"}], only, group_by="unit"
    )
    return columns, rows, None, _chart(rows)


def _chart(rows: Rows) -> dict[str, Any]:
    values = [{"name": _("Amount"), "values": [row["amount"] for row in rows]}]
    return {"data": {"labels": [row["unit"] for row in rows], "datasets": values}, "type": "bar"}
