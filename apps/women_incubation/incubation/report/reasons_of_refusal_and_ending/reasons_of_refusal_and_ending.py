"""Why projects were refused, withdrawn or discontinued, by the kind of reason."""

import frappe
from frappe import _

from women_incubation.papers.words import _lt
from women_incubation.territory.reporting import bar_chart, column, period_of, scoped_rows, share

QUERY = """
    select `tabProject Proposal`.workflow_state as state,
        coalesce(if(`tabProject Proposal`.workflow_state = 'Rejected',
            `tabProject Proposal`.decision_code, `tabProject Proposal`.end_reason_code), '') as reason,
        count(*) as projects, sum(`tabProject Proposal`.requested_amount) as requested
    from `tabProject Proposal`
    join `tabProject Path Step` s on s.parent = `tabProject Proposal`.name
        and s.to_state = `tabProject Proposal`.workflow_state
        and s.idx = (select max(l.idx) from `tabProject Path Step` l
            where l.parent = s.parent and l.to_state = s.to_state)
    where `tabProject Proposal`.workflow_state in ('Rejected', 'Withdrawn', 'Discontinued')
        and date(s.happened_at) between %(first)s and %(last)s and {scope}
    group by state, reason order by state, projects desc, reason"""
NOT_GIVEN = _lt("Not Given")


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    rows = scoped_rows("Project Proposal", QUERY, period_of(filters or {}))
    totals: dict[str, int] = {}
    for row in rows:
        row.reason = row.reason or NOT_GIVEN
        totals[row.state] = totals.get(row.state, 0) + row.projects
    labels = [f"{_(row.state)}: {_(row.reason)}" for row in rows]
    chart = bar_chart(labels, **{_("Projects"): [row.projects for row in rows]})
    return columns(), [_told(row, totals[row.state]) for row in rows], None, chart


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("state", _("State"), width=150),
        column("reason", _("Kind of Reason"), width=220),
        column("projects", _("Projects"), "Int", width=100),
        column("share", _("Share (%)"), "Percent", width=110),
        column("requested", _("Requested"), "Currency", width=140),
    ]


def _told(row: frappe._dict, total: int) -> dict:
    told = {"state": _(row.state), "reason": _(row.reason), "share": share(row.projects, total)}
    return {**row, **told}
