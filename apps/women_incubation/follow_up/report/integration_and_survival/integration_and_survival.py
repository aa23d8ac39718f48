"""What the follow-ups at 6 and 12 months found: how many activities run, their income and their jobs."""

from frappe import _
from frappe.utils import today

from women_incubation.territory.reporting import bar_chart, column, scoped_rows, share

FOUND = "`tabIntegration Follow-up`.status = 'Done' and `tabIntegration Follow-up`.activity_running = 1"
QUERY = f"""
    select `tabIntegration Follow-up`.unit, `tabIntegration Follow-up`.month,
        count(*) as due,
        sum(`tabIntegration Follow-up`.status = 'Done') as done,
        sum({FOUND}) as running,
        avg(case when {FOUND}
            then `tabIntegration Follow-up`.monthly_income end) as income,
        sum(case when {FOUND}
            then `tabIntegration Follow-up`.jobs else 0 end) as jobs,
        sum(p.workflow_state = 'Economically Integrated') as integrated
    from `tabIntegration Follow-up`
    join `tabProject Proposal` p on p.name = `tabIntegration Follow-up`.project
    where `tabIntegration Follow-up`.due_on <= %(today)s and {{scope}}
    group by `tabIntegration Follow-up`.unit, `tabIntegration Follow-up`.month
    order by `tabIntegration Follow-up`.unit, cast(`tabIntegration Follow-up`.month as unsigned)"""
MONTHS = ("6", "12")


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart). Only follow-ups whose day has come count."""
    rows = scoped_rows("Integration Follow-up", QUERY, {"today": today()})
    for row in rows:
        row.survival = share(row.running, row.done)
    found = [sum(row.done for row in rows if row.month == month) for month in MONTHS]
    running = [sum(row.running for row in rows if row.month == month) for month in MONTHS]
    labels = [_("At {0} months").format(month) for month in MONTHS]
    chart = bar_chart(labels, **{_("Done"): found, _("Running"): running}) if rows else None
    return columns(), rows, None, chart


def columns() -> list[dict]:
    """What the report shows; survival is the share of the visits that found the activity running."""
    return [
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 150),
        column("month", _("Month"), width=80),
        column("due", _("Due"), "Int", width=80),
        column("done", _("Done"), "Int", width=80),
        column("running", _("Running"), "Int", width=90),
        column("survival", _("Survival (%)"), "Percent", width=120),
        column("income", _("Mean Monthly Income"), "Currency", width=170),
        column("jobs", _("Jobs"), "Int", width=80),
        column("integrated", _("Economically Integrated"), "Int", width=190),
    ]
