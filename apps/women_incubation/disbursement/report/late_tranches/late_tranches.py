"""Payments that wait for a step longer than they should, and in whose hands they are, the longest first."""

from collections import Counter

import frappe
from frappe import _

from women_incubation.disbursement.late_tranches import late_payments
from women_incubation.territory.reporting import bar_chart, column


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    rows = late_payments()
    for row in rows:
        row.state = _(row.workflow_state)
    return columns(), rows, None, chart(rows)


def chart(rows: list[frappe._dict]) -> dict | None:
    """How many wait in each state."""
    waiting = Counter(row.state for row in rows)
    return bar_chart(list(waiting), "Int", **{_("Payments"): list(waiting.values())})


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("name", _("Disbursement"), "Link", "Funding Disbursement", 150),
        column("project", _("Project"), "Link", "Project Proposal", 150),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("tranche_number", _("Tranche"), "Int", width=80),
        column("amount", _("Amount"), "Currency"),
        column("state", _("State"), width=140),
        column("since", _("Since"), "Date", width=110),
        column("days", _("Days"), "Int", width=80),
    ]
