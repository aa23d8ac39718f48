"""Attendance in closed sessions, by group, module, place or territory.

Everybody who belonged to the group that day counts; whoever was not marked was absent, as at the gate.
"""

from frappe import _

from women_incubation.territory.reporting import bar_chart, chosen, column, period_of, scoped_rows, share

KEYS = {
    "Training Group": "g.group_name",
    "Module": "`tabTraining Session`.module",
    "Place": "coalesce(nullif(`tabTraining Session`.place, ''), g.place, '-')",
    "Territorial Unit": "`tabTraining Session`.unit",
}
MINUTES = "timestampdiff(minute, `tabTraining Session`.start_time, `tabTraining Session`.end_time)"
MOST_BARS = 20
QUERY = f"""
    select {{key}} as what, count(distinct `tabTraining Session`.name) as sessions, count(*) as expected,
        sum(a.status = 'Present') as present, sum(a.status = 'Late') as late,
        sum(a.status = 'Excused') as excused, sum(a.status = 'Absent' or a.name is null) as absent,
        sum({MINUTES}) as held,
        sum(case a.status when 'Present' then {MINUTES}
            when 'Late' then greatest({MINUTES} - a.late_minutes, 0) else 0 end) as attended
    from `tabTraining Session`
    join `tabTraining Group` g on g.name = `tabTraining Session`.training_group
    join `tabTraining Group Member` m on m.parent = g.name and m.parenttype = 'Training Group'
    left join `tabSession Attendance` a
        on a.training_session = `tabTraining Session`.name and a.beneficiary = m.beneficiary
    where `tabTraining Session`.status = 'Closed'
        and `tabTraining Session`.session_date between %(first)s and %(last)s
        and (a.name is not null or (m.joined_on <= `tabTraining Session`.session_date
            and (m.left_on is null or `tabTraining Session`.session_date <= m.left_on)))
        and {{{{scope}}}}
    group by what order by what"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    filters = filters or {}
    query = QUERY.format(key=chosen(filters, "by", KEYS, "Training Group"))
    rows = scoped_rows("Training Session", query, period_of(filters))
    for row in rows:
        row.rate = share(row.attended, row.held)
    shown = rows[:MOST_BARS]
    chart = bar_chart([row.what for row in shown], **{_("Attendance (%)"): [row.rate for row in shown]})
    return columns(), rows, None, chart


def columns() -> list[dict]:
    """What the report shows; the rate is by hours."""
    return [
        column("what", _("Name"), width=260),
        column("sessions", _("Sessions"), "Int", width=90),
        column("expected", _("Expected"), "Int", width=90),
        column("present", _("Present"), "Int", width=90),
        column("late", _("Late"), "Int", width=90),
        column("excused", _("Excused"), "Int", width=90),
        column("absent", _("Absent"), "Int", width=90),
        column("rate", _("Attendance (%)"), "Percent", width=120),
    ]
