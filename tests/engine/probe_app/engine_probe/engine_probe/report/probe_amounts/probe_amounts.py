"""The amounts by title, with a chart."""

from typing import Any

import frappe
from frappe import _

Columns = list[dict[str, Any]]
Rows = list[dict[str, Any]]


def execute(filters: dict[str, Any] | None = None) -> tuple[Columns, Rows, None, dict[str, Any]]:
    """Columns, rows, no message, and the chart."""
    columns = [
        {"fieldname": "title", "label": _("Title"), "fieldtype": "Data", "width": 200},
        {"fieldname": "amount", "label": _("Amount"), "fieldtype": "Currency", "width": 200},
    ]
    only = {"title": filters["title"]} if filters and filters.get("title") else {}
    rows = frappe.get_list(
        "Probe Document", ["title", {"SUM": "amount", "as": "amount"}], only, group_by="title"
    )
    return columns, rows, None, _chart(rows)


def _chart(rows: Rows) -> dict[str, Any]:
    values = [{"name": _("Amount"), "values": [row["amount"] for row in rows]}]
    return {"data": {"labels": [row["title"] for row in rows], "datasets": values}, "type": "bar"}
