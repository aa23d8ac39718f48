"""What each coach accompanies: projects by state, visits lately, milestones that are overdue."""

from frappe import _
from frappe.utils import add_days, today

from women_incubation.territory.reporting import bar_chart, column, scoped_rows

QUERY = """
    select `tabProject Proposal`.coach, u.full_name,
        count(*) as projects,
        sum(`tabProject Proposal`.workflow_state = 'Contracted') as contracted,
        sum(`tabProject Proposal`.workflow_state = 'In Incubation') as in_incubation,
        sum(`tabProject Proposal`.workflow_state = 'Activity Started') as started,
        sum((select count(*) from `tabCoaching Visit` v where v.project = `tabProject Proposal`.name
            and v.visit_date >= %(lately)s)) as visits,
        max((select max(v.visit_date) from `tabCoaching Visit` v
            where v.project = `tabProject Proposal`.name)) as last_visit,
        sum((select count(*) = 0 from `tabCoaching Visit` v where v.project = `tabProject Proposal`.name
            and v.visit_date >= %(lately)s)) as not_visited,
        sum((select count(*) from `tabProject Milestone` m where m.project = `tabProject Proposal`.name
            and m.status = 'Planned' and m.due_on < %(today)s)) as overdue
    from `tabProject Proposal` left join `tabUser` u on u.name = `tabProject Proposal`.coach
    where `tabProject Proposal`.coach <> ''
        and `tabProject Proposal`.workflow_state in ('Contracted', 'In Incubation', 'Activity Started')
        and {scope}
    group by `tabProject Proposal`.coach, u.full_name order by projects desc, coach"""
DAYS = 30


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    rows = scoped_rows("Project Proposal", QUERY, {"today": today(), "lately": add_days(today(), -DAYS)})
    shown = rows[:20]
    names = [row.full_name or row.coach for row in shown]
    chart = bar_chart(names, **{_("Projects"): [row.projects for row in shown]})
    return columns(), rows, None, chart


def columns() -> list[dict]:
    """What the report shows; visits of the last 30 days."""
    return [
        column("full_name", _("Coach"), width=180),
        column("coach", _("User"), "Link", "User", 200),
        column("projects", _("Projects"), "Int", width=90),
        column("contracted", _("Contracted"), "Int", width=110),
        column("in_incubation", _("In Incubation"), "Int", width=120),
        column("started", _("Activity Started"), "Int", width=130),
        column("visits", _("Visits in 30 Days"), "Int", width=140),
        column("not_visited", _("Projects Not Visited in 30 Days"), "Int", width=220),
        column("last_visit", _("Last Visit"), "Date", width=110),
        column("overdue", _("Milestones Overdue"), "Int", width=160),
    ]
