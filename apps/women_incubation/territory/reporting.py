"""What all reports share: the period asked for, the rows of the user's territory, columns and charts."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.territory import access
from women_incubation.territory.days import as_day
from women_incubation.territory.errors import PeriodRefused

CHART_COLOURS = ["#2f7d6b", "#e0a233", "#4a7fb5", "#c4554d"]


def period_of(filters: dict) -> dict[str, date]:
    """The first and the last day asked for, both included; this year until today unless it is said.

    Raises NotADay, PeriodRefused.
    """
    first = as_day(filters.get("from_date") or getdate().replace(month=1, day=1))
    last = as_day(filters.get("to_date") or getdate())
    if last < first:
        frappe.throw(_("The period ends before it starts."), PeriodRefused)
    return {"first": first, "last": last}


def scoped_rows(doctype: str, query: str, values: dict) -> list[frappe._dict]:
    """The rows of a query, in which {scope} stands for the user's condition on the rows of the document.

    The query is our own text; what people chose is in `values`.
    """
    scope = access.scope_condition(doctype=doctype) or "1=1"
    return frappe.db.sql(query.format(scope=f"({scope})"), values, as_dict=True)


def chosen(filters: dict, name: str, choices: dict[str, str], default: str) -> str:
    """What stands for the choice of a filter; anything else counts as the default."""
    return choices.get(str(filters.get(name) or default), choices[default])


def column(
    fieldname: str, label: str, fieldtype: str = "Data", options: str | None = None, width: int = 130
) -> dict:
    """A column of a report."""
    precision = {"precision": 1} if fieldtype == "Float" else {}
    return {
        "fieldname": fieldname,
        "label": label,
        "fieldtype": fieldtype,
        "options": options,
        "width": width,
        **precision,
    }


def bar_chart(labels: list[str], kind: str | None = None, **datasets: list) -> dict | None:
    """Bars, one dataset a keyword (its name is a translated label); None without anything to compare.

    `kind` is the field type by which the figures are written, such as Currency.
    """
    if not labels:
        return None
    sets = [{"name": name, "values": values} for name, values in datasets.items()]
    written = {"fieldtype": kind} if kind else {}
    data = {"labels": labels, "datasets": sets}
    return {"type": "bar", "colors": CHART_COLOURS, **written, "data": data}


def share(part: float | None, whole: float | None) -> float:
    """A part in percent of a whole, one decimal, rounded down: never shown as more than it is."""
    return int((part or 0) * 1000 / whole) / 10 if whole else 0.0
