"""Doors of the Desk that do not ask for the row: replaced through `override_whitelisted_methods`."""

import frappe
from frappe.desk.doctype.dashboard_chart.dashboard_chart import get as frappe_chart
from frappe.desk.search import get_link_title as frappe_link_title
from frappe.utils.global_search import search as frappe_search

from women_incubation.territory.access import is_scoped

PAGE = 100
MOST_PAGES = 20


@frappe.whitelist(methods=["GET", "POST"])
def get_link_title(doctype: str, docname: str | int) -> str | int | None:
    """The title shown for a link; of a row that the user may not read, only its name."""
    if is_scoped(doctype) and not may_read(doctype, str(docname)):
        return docname
    return frappe_link_title(doctype, docname)


@frappe.whitelist(methods=["GET", "POST"])
def search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list:
    """Global search, without the rows that the user may not read."""
    wanted = start + limit
    readable: list = []
    for page in range(MOST_PAGES):
        found = frappe_search(text, start=page * PAGE, limit=PAGE, doctype=doctype)
        readable += [row for row in found if may_read(row.doctype, row.name)]
        if not found or len(readable) >= wanted:
            break
    return readable[start:wanted]


@frappe.whitelist(methods=["GET", "POST"])
def get_chart(
    chart_name: str | None = None,
    chart: str | dict | None = None,
    refresh: bool | int | str | None = None,
    **options: object,
) -> dict | None:
    """A dashboard chart. Frappe keeps a chart's figures for all users: ours are counted for each anew."""
    if chart_name:
        doctype = frappe.db.get_value("Dashboard Chart", chart_name, "document_type")
    else:
        doctype = (frappe.parse_json(chart) or {}).get("document_type")
    options.pop("cmd", None)
    return frappe_chart(
        chart_name=chart_name,
        chart=chart,
        refresh=1 if doctype and is_scoped(doctype) else refresh,
        **options,
    )


def may_read(doctype: str, name: str) -> bool:
    """Whether the row is there and the user may read it; both answers look alike from outside."""
    return bool(frappe.db.exists(doctype, name)) and frappe.has_permission(doctype, "read", name)
