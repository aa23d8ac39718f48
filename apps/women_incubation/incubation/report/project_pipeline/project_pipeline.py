"""Where the projects are: how many in each state and place, what they ask for, and how long they stay.

Days in a state count from the move into it; for those that moved on, until they did.
"""

import frappe
from frappe import _
from frappe.utils import today

from women_incubation.incubation.path_order import STATES_IN_ORDER, first_by_path
from women_incubation.territory.reporting import bar_chart, column, scoped_rows

NOW = """
    select `tabProject Proposal`.unit, `tabProject Proposal`.workflow_state as state, count(*) as projects,
        sum(`tabProject Proposal`.requested_amount) as requested,
        sum(`tabProject Proposal`.granted_amount) as granted,
        avg(datediff(%(today)s, coalesce((select max(s.happened_at) from `tabProject Path Step` s
            where s.parent = `tabProject Proposal`.name
                and s.to_state = `tabProject Proposal`.workflow_state),
            `tabProject Proposal`.creation))) as days_here
    from `tabProject Proposal` where {scope} group by unit, state"""
PAST = """
    select `tabProject Proposal`.unit, came.to_state as state,
        avg(timestampdiff(hour, came.happened_at, went.happened_at)) / 24 as days_before_moving_on
    from `tabProject Proposal`
    join `tabProject Path Step` came on came.parent = `tabProject Proposal`.name and came.to_state <> ''
    join `tabProject Path Step` went on went.parent = came.parent and went.from_state = came.to_state
        and went.happened_at = (select min(next.happened_at) from `tabProject Path Step` next
            where next.parent = came.parent and next.from_state = came.to_state and next.idx > came.idx)
    where {scope} group by unit, came.to_state"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    rows = scoped_rows("Project Proposal", NOW, {"today": today()})
    past = {
        (row.unit, row.state): row.days_before_moving_on for row in scoped_rows("Project Proposal", PAST, {})
    }
    for row in rows:
        row.days_before_moving_on = past.get((row.unit, row.state))
    rows.sort(key=lambda row: (row.unit, first_by_path(row.state)))
    return columns(), [_told(row) for row in rows], None, chart_of(rows)


def chart_of(rows: list) -> dict | None:
    """Projects by state, in the order of the path."""
    counts = {state: sum(row.projects for row in rows if row.state == state) for state in STATES_IN_ORDER}
    shown = [state for state, count in counts.items() if count]
    return bar_chart([_(state) for state in shown], **{_("Projects"): [counts[state] for state in shown]})


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 150),
        column("state", _("State"), width=170),
        column("projects", _("Projects"), "Int", width=100),
        column("requested", _("Requested"), "Currency", width=140),
        column("granted", _("Granted"), "Currency", width=140),
        column("days_here", _("Days in This State"), "Float", width=140),
        column("days_before_moving_on", _("Days before Moving On"), "Float", width=170),
    ]


def _told(row: frappe._dict) -> dict:
    return {**row, "state": _(row.state)}
