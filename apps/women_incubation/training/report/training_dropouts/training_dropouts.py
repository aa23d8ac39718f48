"""Who left a group, when and why; how many that is of those who joined."""

from collections import Counter

from frappe import _

from women_incubation.territory.reporting import bar_chart, column, period_of, scoped_rows, share

QUERY = """
    select `tabTraining Group`.name as training_group, `tabTraining Group`.group_name,
        `tabTraining Group`.unit, m.beneficiary, m.joined_on, m.left_on,
        m.leaving_cause, m.leaving_reason
    from `tabTraining Group`
    join `tabTraining Group Member` m
        on m.parent = `tabTraining Group`.name and m.parenttype = 'Training Group'
    where m.left_on between %(first)s and %(last)s and {scope}
    order by m.left_on desc, m.beneficiary"""
JOINED = """
    select count(*) as people from `tabTraining Group`
    join `tabTraining Group Member` m
        on m.parent = `tabTraining Group`.name and m.parenttype = 'Training Group'
    where m.joined_on <= %(last)s and (m.left_on is null or m.left_on >= %(first)s) and {scope}"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None, list[dict]]:
    """(columns, rows, message, chart, summary)."""
    period = period_of(filters or {})
    rows = scoped_rows("Training Group", QUERY, period)
    people = scoped_rows("Training Group", JOINED, period)[0].people
    for row in rows:
        row.leaving_cause = _(row.leaving_cause) if row.leaving_cause else _("Not Stated")
    causes = Counter(row.leaving_cause for row in rows).most_common()
    chart = bar_chart(
        [cause for cause, _number in causes],
        **{_("People Who Left"): [number for _cause, number in causes]},
    )
    return columns(), rows, None, chart, summary(len(rows), people)


def summary(left: int, people: int) -> list[dict]:
    """The figures above the list."""
    return [
        {"label": _("People in Groups"), "value": people, "datatype": "Int"},
        {"label": _("People Who Left"), "value": left, "datatype": "Int", "indicator": "Red"},
        {"label": _("Drop-out (%)"), "value": share(left, people), "datatype": "Percent"},
    ]


def columns() -> list[dict]:
    """What the list shows."""
    return [
        column("group_name", _("Training Group"), width=220),
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 120),
        column("beneficiary", _("Beneficiary"), "Link", "Beneficiary", 200),
        column("joined_on", _("Joined On"), "Date", width=110),
        column("left_on", _("Left On"), "Date", width=110),
        column("leaving_cause", _("Cause"), width=150),
        column("leaving_reason", _("Reason for Leaving"), width=220),
    ]
