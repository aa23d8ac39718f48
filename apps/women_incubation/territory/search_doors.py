"""Doors of Frappe's search that do not ask for the row: replaced through `override_whitelisted_methods`."""

import frappe
from frappe.desk.search import get_link_title as frappe_link_title
from frappe.utils.global_search import search as frappe_search

from women_incubation.territory.access import is_scoped

PAGE = 100
MOST_PAGES = 20


@frappe.whitelist()
def get_link_title(doctype: str, docname: str) -> str | None:
    """The title shown for a link; of a row that the user may not read, only its name."""
    if is_scoped(doctype) and not may_read(doctype, docname):
        return docname
    return frappe_link_title(doctype, docname)


@frappe.whitelist()
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


def may_read(doctype: str, name: str) -> bool:
    """Whether the row is there and the user may read it; both answers look alike from outside."""
    return bool(frappe.db.exists(doctype, name)) and frappe.has_permission(
        doctype, "read", name, print_logs=False
    )
