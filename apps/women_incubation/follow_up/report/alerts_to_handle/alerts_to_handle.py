"""The work list of alerts, the oldest first: a coordinator's own, or those of everybody in the territory."""

import frappe
from frappe import _

from women_incubation.follow_up.alerts.handling import work_list
from women_incubation.territory.reporting import column


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, no message, chart). `get_list` keeps the rows to the user's territory."""
    mine = (filters or {}).get("mine")
    rows = work_list(frappe.session.user if mine else None)
    for row in rows:
        kind = row["kind"]
        row["kind"] = _(kind)
    return columns(), rows, None, chart(rows)


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("name", _("Alert"), "Link", "Alert", 110),
        column("kind", _("Kind"), "Data", None, 130),
        column("sentence", _("What Is the Matter"), "Data", None, 420),
        column("beneficiary", _("Beneficiary"), "Link", "Beneficiary", 120),
        column("full_name_ar", _("Full Name (Arabic)"), "Data", None, 150),
        column("full_name", _("Full Name"), "Data", None, 150),
        column("phone", _("Phone"), "Data", None, 130),
        column("days", _("Days"), "Int", None, 70),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("assigned_to", _("Assigned To"), "Link", "User", 180),
    ]


def chart(rows: list[dict]) -> dict | None:
    """How many alerts of each kind."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[row["kind"]] = counts.get(row["kind"], 0) + 1
    if not counts:
        return None
    labels, values = [_(kind) for kind in counts], list(counts.values())
    return {"type": "bar", "data": {"labels": labels, "datasets": [{"name": _("Alerts"), "values": values}]}}
