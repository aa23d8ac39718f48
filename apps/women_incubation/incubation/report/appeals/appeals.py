"""Appeals against decisions: lodged, upheld, dismissed, and how long they waited."""

from frappe import _
from frappe.utils import today

from women_incubation.territory.reporting import bar_chart, column, period_of, scoped_rows

STATUSES = ("Lodged", "Upheld", "Dismissed")
QUERY = """
    select `tabProject Appeal`.unit, `tabProject Appeal`.status, count(*) as appeals,
        avg(datediff(coalesce(`tabProject Appeal`.decided_on, %(today)s),
            `tabProject Appeal`.lodged_on)) as days
    from `tabProject Appeal`
    where `tabProject Appeal`.lodged_on between %(first)s and %(last)s and {scope}
    group by `tabProject Appeal`.unit, `tabProject Appeal`.status
    order by `tabProject Appeal`.unit, `tabProject Appeal`.status"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None]:
    """(columns, rows, message, chart)."""
    rows = scoped_rows("Project Appeal", QUERY, {**period_of(filters or {}), "today": today()})
    counts = [sum(row.appeals for row in rows if row.status == status) for status in STATUSES]
    chart = bar_chart([_(status) for status in STATUSES], **{_("Appeals"): counts}) if rows else None
    return columns(), [{**row, "status": _(row.status)} for row in rows], None, chart


def columns() -> list[dict]:
    """What the report shows; open appeals wait until today."""
    return [
        column("unit", _("Territorial Unit"), "Link", "Territorial Unit", 160),
        column("status", _("Status"), width=140),
        column("appeals", _("Appeals"), "Int", width=110),
        column("days", _("Days Until Decided"), "Float", width=170),
    ]
