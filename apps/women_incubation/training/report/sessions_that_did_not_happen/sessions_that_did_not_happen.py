"""Sessions of a period that did not happen, with the reason; by month."""

from collections import Counter

from frappe import _

from women_incubation.territory.reporting import bar_chart, column, period_of, scoped_rows, share

QUERY = """
    select `tabTraining Session`.name, session_date, g.group_name, `tabTraining Session`.unit, module,
        trainer, coalesce(nullif(`tabTraining Session`.place, ''), g.place) as place, status_reason
    from `tabTraining Session` join `tabTraining Group` g on g.name = `tabTraining Session`.training_group
    where `tabTraining Session`.status = 'Did Not Happen'
        and session_date between %(first)s and %(last)s and {scope}
    order by session_date desc, `tabTraining Session`.name"""
ALL = """
    select count(*) as sessions from `tabTraining Session`
    where session_date between %(first)s and %(last)s and {scope}"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None, list[dict]]:
    """(columns, rows, message, chart, summary)."""
    period = period_of(filters or {})
    rows = scoped_rows("Training Session", QUERY, period)
    sessions = scoped_rows("Training Session", ALL, period)[0].sessions
    months = sorted(Counter(row.session_date.strftime("%Y-%m") for row in rows).items())
    chart = bar_chart([month for month, _n in months], **{_("Sessions"): [number for _m, number in months]})
    return columns(), rows, None, chart, summary(len(rows), sessions)


def summary(missed: int, sessions: int) -> list[dict]:
    """The figures above the list."""
    return [
        {"label": _("Sessions"), "value": sessions, "datatype": "Int"},
        {"label": _("Did Not Happen"), "value": missed, "datatype": "Int", "indicator": "Red"},
        {"label": _("Share (%)"), "value": share(missed, sessions), "datatype": "Percent"},
    ]


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("name", _("Training Session"), "Link", "Training Session", 130),
        column("session_date", _("Date"), "Date", width=110),
        column("group_name", _("Training Group"), width=220),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("module", _("Module"), "Link", "Capacity Building Module", 150),
        column("trainer", _("Trainer"), "Link", "User", 200),
        column("place", _("Place"), width=160),
        column("status_reason", _("Reason"), width=260),
    ]
