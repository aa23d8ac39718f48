"""Tranches that are late: a payment that was requested and waits, longer than a month, for its money.

Also an alert source for coordinators (hook `incubation_alert_sources`).
"""

from collections.abc import Iterator

import frappe
from frappe.utils import add_days, date_diff, getdate, today

from women_incubation.people.alert_finding import Finding
from women_incubation.territory.reporting import scoped_rows

KIND = "Late Tranche"
DAYS = 30
WAITING = ("Requested", "Verified", "Approved", "Second Approval", "Returned")
QUERY = """
    select `tabFunding Disbursement`.name, `tabFunding Disbursement`.project, `tabFunding Disbursement`.unit,
        `tabFunding Disbursement`.beneficiary, `tabFunding Disbursement`.tranche_number,
        `tabFunding Disbursement`.amount, `tabFunding Disbursement`.workflow_state,
        date(min(s.happened_at)) as since
    from `tabFunding Disbursement`
    join `tabDisbursement Step` s on s.parent = `tabFunding Disbursement`.name and s.step = 'Request'
        and s.parenttype = 'Funding Disbursement'
    where `tabFunding Disbursement`.workflow_state in %(states)s and {scope}
    group by `tabFunding Disbursement`.name
    having since <= %(latest)s
    order by since, `tabFunding Disbursement`.name"""


def late_payments() -> list[frappe._dict]:
    """The late payments in the user's territory, with `since` (first request) and `days`."""
    values = {"states": WAITING, "latest": add_days(getdate(), -DAYS)}
    rows = scoped_rows("Funding Disbursement", QUERY, values)
    for row in rows:
        row.days = date_diff(today(), row.since)
    return rows


def findings() -> Iterator[Finding]:
    """Every late payment, for the nightly alerts."""
    for row in late_payments():
        detail = f"{row.tranche_number}"
        yield Finding(
            KIND, row.beneficiary, "Funding Disbursement", row.name, row.unit, getdate(row.since), detail
        )
