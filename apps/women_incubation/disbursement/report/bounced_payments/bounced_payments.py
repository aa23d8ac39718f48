"""Transfers that the bank returned: when, why, and what they were."""

from collections import Counter

import frappe
from frappe import _

from women_incubation.territory.reporting import bar_chart, column, scoped_rows

QUERY = """
    select `tabFunding Disbursement`.name, `tabFunding Disbursement`.project, `tabFunding Disbursement`.unit,
        `tabFunding Disbursement`.amount, `tabFunding Disbursement`.bank_reference,
        `tabFunding Disbursement`.paid_on, date(s.happened_at) as bounced_on, s.reason, s.actor
    from `tabFunding Disbursement`
    join `tabDisbursement Step` s on s.parent = `tabFunding Disbursement`.name and s.step = 'Bounce'
        and s.parenttype = 'Funding Disbursement'
    where {scope} order by s.happened_at desc"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    rows = scoped_rows("Funding Disbursement", QUERY, {})
    return columns(), rows, None, chart(rows)


def chart(rows: list[frappe._dict]) -> dict | None:
    """How many bounced in each month."""
    months = sorted(Counter(str(row.bounced_on)[:7] for row in rows).items())
    bars = [number for _month, number in months]
    return bar_chart([month for month, _number in months], "Int", **{_("Payments"): bars})


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("name", _("Disbursement"), "Link", "Funding Disbursement", 150),
        column("project", _("Project"), "Link", "Project Proposal", 150),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("amount", _("Amount"), "Currency"),
        column("bank_reference", _("Bank Reference"), width=140),
        column("paid_on", _("Paid On"), "Date", width=110),
        column("bounced_on", _("Bounced On"), "Date", width=110),
        column("reason", _("Reason"), width=240),
        column("actor", _("Recorded By"), "Link", "User", 180),
    ]
