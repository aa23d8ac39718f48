"""Projects that went on without the training of their call: by whose decision, and why, by territory."""

from collections import Counter

import frappe
from frappe import _

from women_incubation.territory.reporting import column


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart). `get_list` keeps the rows to the user's territory, as everywhere."""
    rows = frappe.get_list(
        "Project Proposal",
        filters={"training_derogation_by": ["is", "set"]},
        fields=[
            "name",
            "title",
            "beneficiary",
            "unit",
            "call",
            "workflow_state",
            "training_derogation_reason",
            "training_derogation_by",
        ],
        order_by="creation desc",
        limit_page_length=0,
    )
    units = sorted(Counter(row.unit for row in rows).items())
    return columns(), rows, None, chart(units)


def chart(units: list[tuple[str, int]]) -> dict | None:
    """A bar for each territory; None without derogations."""
    if not units:
        return None
    datasets = [{"name": _("Training Derogations"), "values": [number for _unit, number in units]}]
    return {"type": "bar", "data": {"labels": [unit for unit, _number in units], "datasets": datasets}}


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("name", _("Project"), "Link", "Project Proposal", 140),
        column("title", _("Title"), "Data", None, 220),
        column("beneficiary", _("Beneficiary"), "Link", "Beneficiary", 180),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("call", _("Call for Projects"), "Link", "Call for Projects", 140),
        column("training_derogation_reason", _("Reason"), "Data", None, 260),
        column("training_derogation_by", _("Decided By"), "Link", "User", 180),
    ]
