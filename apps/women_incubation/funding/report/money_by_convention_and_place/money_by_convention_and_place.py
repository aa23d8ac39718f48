"""What was promised, committed, approved and paid, and what is left: by convention, line, funder or place."""

import frappe
from frappe import _

from women_incubation.funding.reporting import in_dirhams
from women_incubation.territory.reporting import bar_chart, column, scoped_rows

KEYS = {
    "Convention": ("c.name", "if(%(arabic)s, c.title_ar, c.title_fr)"),
    "Budget Line": ("l.name", "l.label"),
    "Funder": (
        "l.funder",
        "if(%(arabic)s, coalesce(nullif(o.name_ar, ''), o.organisation_name), o.organisation_name)",
    ),
    "Territorial Unit": ("l.unit", "if(%(arabic)s, u.name_ar, u.name_fr)"),
}
FIGURES = ("total", "committed", "approved", "paid", "left_to_commit", "left_to_pay")
MOST_BARS = 12
QUERY = """
    select {key} as what, max({label}) as label, count(*) as line_count,
        sum(`tabBudget Balance`.total_centimes) as total,
        sum(`tabBudget Balance`.committed_centimes) as committed,
        sum(`tabBudget Balance`.approved_centimes) as approved,
        sum(`tabBudget Balance`.paid_centimes) as paid,
        sum(`tabBudget Balance`.total_centimes - `tabBudget Balance`.committed_centimes) as left_to_commit,
        sum(`tabBudget Balance`.committed_centimes - `tabBudget Balance`.paid_centimes) as left_to_pay
    from `tabBudget Balance`
    join `tabBudget Line` l on l.name = `tabBudget Balance`.name
    join `tabConvention` c on c.name = l.convention
    left join `tabPartner Organisation` o on o.name = l.funder
    left join `tabTerritorial Unit` u on u.name = l.unit
    where (%(convention)s = '' or l.convention = %(convention)s) and {{scope}}
    group by {key} order by total desc, what"""


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict | None, list[dict]]:
    """(columns, rows, message, chart, summary). Amounts in dirhams."""
    filters = filters or {}
    key, label = KEYS.get(str(filters.get("by") or "Convention"), KEYS["Convention"])
    values = {"convention": str(filters.get("convention") or ""), "arabic": is_arabic()}
    rows = scoped_rows("Budget Balance", QUERY.format(key=key, label=label), values)
    totals = frappe._dict({figure: sum(int(row[figure]) for row in rows) for figure in FIGURES})
    in_dirhams([*rows, totals], *FIGURES)
    for row in rows:
        row.paid_percent = round(100 * row.paid / row.total, 1) if row.total else 0
    return columns(), rows, None, chart(rows[:MOST_BARS]), summary(totals)


def is_arabic() -> int:
    """Whether names are shown in Arabic."""
    return int((frappe.local.lang or "").startswith("ar"))


def chart(rows: list[frappe._dict]) -> dict | None:
    """Total, committed and paid, side by side."""
    figures = {_("Total"): "total", _("Committed"): "committed", _("Paid"): "paid"}
    values = {name: [row[figure] for row in rows] for name, figure in figures.items()}
    return bar_chart([row.label for row in rows], "Currency", **values)


def summary(totals: frappe._dict) -> list[dict]:
    """The whole, on top."""
    shown = {
        "total": _("Total"),
        "committed": _("Committed"),
        "paid": _("Paid"),
        "left_to_commit": _("Left to Commit"),
    }
    return [
        {"label": label, "value": totals[figure], "datatype": "Currency"} for figure, label in shown.items()
    ]


def columns() -> list[dict]:
    """What the report shows."""
    return [
        column("label", _("Name"), width=260),
        column("what", _("Reference"), width=120),
        column("line_count", _("Budget Lines"), "Int", width=90),
        column("total", _("Total"), "Currency"),
        column("committed", _("Committed"), "Currency"),
        column("approved", _("Approved"), "Currency"),
        column("paid", _("Paid"), "Currency"),
        column("paid_percent", _("Paid (%)"), "Percent", width=90),
        column("left_to_commit", _("Left to Commit"), "Currency"),
        column("left_to_pay", _("Committed and Not Paid"), "Currency", width=150),
    ]
