"""What the reports about money share: the user's rows, columns, amounts and charts."""

import frappe

from women_incubation.funding.money import to_currency
from women_incubation.training.reporting import CHART_COLOURS, column, scoped_rows

__all__ = ["bar_chart", "column", "in_dirhams", "scoped_rows"]


def in_dirhams(rows: list[frappe._dict], *figures: str) -> None:
    """Turn these figures of each row from centimes to what a Currency column shows."""
    for row in rows:
        for figure in figures:
            row[figure] = to_currency(int(row[figure] or 0))


def bar_chart(labels: list[str], kind: str = "Float", **datasets: list) -> dict | None:
    """Bars, one dataset a keyword (its name is a translated label); None without anything to compare."""
    if not labels:
        return None
    sets = [{"name": name, "values": values} for name, values in datasets.items()]
    return {
        "type": "bar",
        "colors": CHART_COLOURS,
        "fieldtype": kind,
        "data": {"labels": labels, "datasets": sets},
    }
