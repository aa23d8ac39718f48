"""Every step of every payment: who took it, when, in whose place, and how long the payment waited for it."""

from collections import Counter

import frappe
from frappe import _
from frappe.utils import add_days, getdate, today

from women_incubation.territory.days import as_day
from women_incubation.territory.reporting import bar_chart, column, scoped_rows

QUERY = """
    select s.happened_at, s.step, s.actor, p.full_name, s.delegated_by, s.substitution, s.reason,
        `tabFunding Disbursement`.name, `tabFunding Disbursement`.project, `tabFunding Disbursement`.unit,
        `tabFunding Disbursement`.amount
    from `tabDisbursement Step` s
    join `tabFunding Disbursement` on `tabFunding Disbursement`.name = s.parent
    left join `tabUser` p on p.name = s.actor
    where s.parenttype = 'Funding Disbursement' and s.step != 'Prepare'
        and s.happened_at >= %(first)s and s.happened_at < %(end)s
        and (%(person)s = '' or s.actor = %(person)s or s.delegated_by = %(person)s) and {scope}
    order by s.happened_at desc, s.idx desc"""
DAYS = 30


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart): the last thirty days unless another period is asked for."""
    filters = filters or {}
    first = as_day(filters.get("from_date") or add_days(today(), -DAYS))
    last = as_day(filters.get("to_date") or today())
    values = {"first": first, "end": add_days(getdate(last), 1), "person": str(filters.get("person") or "")}
    rows = scoped_rows("Funding Disbursement", QUERY, values)
    for row in rows:
        row.shown = _(row.step)
    return columns(), rows, None, chart(rows)


def chart(rows: list[frappe._dict]) -> dict | None:
    """How many steps of each kind."""
    steps = Counter(row.shown for row in rows)
    return bar_chart(list(steps), "Int", **{_("Steps"): list(steps.values())})


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("happened_at", _("When"), "Datetime", width=160),
        column("shown", _("Step"), width=130),
        column("full_name", _("Person"), width=180),
        column("delegated_by", _("In the Place Of"), "Link", "User", 180),
        column("substitution", _("Named Substitute"), "Link", "Substitute", 130),
        column("name", _("Disbursement"), "Link", "Funding Disbursement", 150),
        column("project", _("Project"), "Link", "Project Proposal", 150),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("amount", _("Amount"), "Currency"),
        column("reason", _("Reason"), width=220),
    ]
