"""The hours that trainers gave: closed sessions of a period, and what did not happen beside them."""

from frappe import _

from women_incubation.territory.reporting import bar_chart, column, period_of, scoped_rows

QUERY = """
    select trainer, u.full_name, count(distinct training_group) as training_groups,
        sum(status = 'Closed') as sessions,
        sum(if(status = 'Closed', timestampdiff(minute, start_time, end_time), 0)) as minutes,
        sum(status = 'Did Not Happen') as missed,
        sum(status in ('Planned', 'Held') and session_date < curdate()) as open_sessions
    from `tabTraining Session` left join `tabUser` u on u.name = trainer
    where session_date between %(first)s and %(last)s and {scope}
    group by trainer, u.full_name order by minutes desc, trainer"""
MOST_BARS = 20


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    rows = scoped_rows("Training Session", QUERY, period_of(filters or {}))
    for row in rows:
        row.hours = int(row.minutes) / 60
    shown = rows[:MOST_BARS]
    names = [row.full_name or row.trainer for row in shown]
    return columns(), rows, None, bar_chart(names, **{_("Hours"): [row.hours for row in shown]})


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("full_name", _("Trainer"), width=200),
        column("trainer", _("User"), "Link", "User", 220),
        column("training_groups", _("Groups"), "Int", width=90),
        column("sessions", _("Closed Sessions"), "Int", width=130),
        column("hours", _("Hours"), "Float", width=90),
        column("missed", _("Did Not Happen"), "Int", width=130),
        column("open_sessions", _("Sessions to Close"), "Int", width=130),
    ]
