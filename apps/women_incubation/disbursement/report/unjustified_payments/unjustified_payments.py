"""What was paid and is not yet shown to be spent as agreed, the largest sum first."""

import frappe
from frappe import _
from frappe.utils import date_diff, today

from women_incubation.territory.reporting import bar_chart, column, scoped_rows

MOST_BARS = 12
QUERY = """
    select `tabFunding Disbursement`.name, `tabFunding Disbursement`.project, `tabFunding Disbursement`.unit,
        `tabFunding Disbursement`.tranche_number, `tabFunding Disbursement`.amount,
        `tabFunding Disbursement`.paid_on,
        coalesce(sum(if(j.status = 'Accepted', j.amount, 0)), 0) as accepted,
        coalesce(sum(if(j.status = 'Submitted', j.amount, 0)), 0) as waiting
    from `tabFunding Disbursement`
    left join `tabExpense Justification` j on j.disbursement = `tabFunding Disbursement`.name
    where `tabFunding Disbursement`.workflow_state in ('Paid', 'Received') and {scope}
    group by `tabFunding Disbursement`.name"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart). Sums of two-decimal amounts: exact in the database."""
    rows = [row for row in scoped_rows("Funding Disbursement", QUERY, {}) if row.accepted < row.amount]
    for row in rows:
        row.unjustified = row.amount - row.accepted
        row.days = date_diff(today(), row.paid_on) if row.paid_on else 0
    rows.sort(key=lambda row: (-row.unjustified, row.name))
    return columns(), rows, None, chart(rows)


def chart(rows: list[frappe._dict]) -> dict | None:
    """How much is not justified in each place."""
    places: dict[str, float] = {}
    for row in rows:
        places[row.unit] = places.get(row.unit, 0) + row.unjustified
    largest = sorted(places.items(), key=lambda place: -place[1])[:MOST_BARS]
    bars = [amount for _place, amount in largest]
    return bar_chart([place for place, _amount in largest], "Currency", **{_("Not Justified"): bars})


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("name", _("Disbursement"), "Link", "Funding Disbursement", 150),
        column("project", _("Project"), "Link", "Project Proposal", 150),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("tranche_number", _("Tranche"), "Int", width=80),
        column("amount", _("Paid"), "Currency"),
        column("accepted", _("Justified"), "Currency"),
        column("waiting", _("Waiting for a Decision"), "Currency", width=150),
        column("unjustified", _("Not Justified"), "Currency"),
        column("paid_on", _("Paid On"), "Date", width=110),
        column("days", _("Days"), "Int", width=80),
    ]
