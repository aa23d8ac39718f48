"""The ways by which a person gets at rows of a document: each answers how many of the given rows it shows.

A door is a function `(doctype, names) -> int`, acted as the current user; it raises PermissionError when it
is closed to the user altogether. REST doors take a Browser as well, and see only what is committed.
"""

import csv
import io
import json
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Any

import frappe
import openpyxl

from tests.helpers.browser import Browser

Door = Callable[[str, Collection[str]], int]
MANY = 10_000
GROUPING = ("Select", "Data", "Link", "Date")


def among(names: Collection[str]) -> dict:
    """The filter that keeps to the given rows."""
    return {"name": ["in", sorted(names)]}


def orm_list(doctype: str, names: Collection[str]) -> int:
    """frappe.get_list"""
    return len(frappe.get_list(doctype, filters=among(names), pluck="name", limit=MANY))


def client_list(doctype: str, names: Collection[str]) -> int:
    """frappe.client.get_list, which scripts of the Desk call"""
    from frappe.client import get_list

    return len(get_list(doctype, fields=["name"], filters=among(names), limit_page_length=MANY))


def client_count(doctype: str, names: Collection[str]) -> int:
    """frappe.client.get_count"""
    from frappe.client import get_count

    return get_count(doctype, filters=among(names))


def list_view(doctype: str, names: Collection[str]) -> int:
    """The Desk's list and report view"""
    from frappe.desk.reportview import get

    with form(doctype, names, fields=["name"], page_length=MANY):
        return len((get() or {}).get("values", []))


def report_view_sums(doctype: str, names: Collection[str]) -> int:
    """Figures in the report view, grouped"""
    from frappe.desk.reportview import get

    count = {"COUNT": "name", "as": "count"}
    with form(doctype, names, fields=[count, "docstatus"], group_by=f"`tab{doctype}`.`docstatus`"):
        answer = get() or {"keys": ["count"], "values": []}
    place = answer["keys"].index("count")
    return sum(row[place] for row in answer["values"])


def view_count(doctype: str, names: Collection[str]) -> int:
    """The number beside a list"""
    from frappe.desk.reportview import get_count

    with form(doctype, names, fields=[], limit=0):
        return get_count()


def sidebar_count(doctype: str, names: Collection[str]) -> int:
    """The numbers of the list's sidebar, grouped"""
    from frappe.desk.listview import get_group_by_count

    rows = get_group_by_count(doctype, json.dumps(among(names)), "docstatus")
    return sum(row["count"] for row in rows)


def export(doctype: str, names: Collection[str]) -> int:
    """The export of the report view, as CSV"""
    rows = csv.reader(io.StringIO(exported(doctype, names, "CSV").decode("utf-8-sig")))
    return sum(any(cell in names for cell in row) for row in rows)


def export_xlsx(doctype: str, names: Collection[str]) -> int:
    """The export of the report view, as a spreadsheet"""
    book = openpyxl.load_workbook(io.BytesIO(exported(doctype, names, "Excel")), read_only=True)
    return sum(any(cell in names for cell in row) for row in book.active.values)


def exported(doctype: str, names: Collection[str], form_of_file: str) -> bytes:
    """The file that the report view sends, through our door around Frappe's."""
    from women_incubation.audit.export_doors import export_list

    fields = [f"`tab{doctype}`.`name`"]
    with form(doctype, names, fields=fields, file_format_type=form_of_file, title=doctype):
        frappe.local.response = frappe._dict()
        export_list()
        return frappe.local.response.get("filecontent") or b""


def link_search(doctype: str, names: Collection[str]) -> int:
    """What a Link field offers"""
    from frappe.desk.search import search_link

    found = search_link(doctype, "", filters=json.dumps(among(names)), page_length=MANY)
    return len({row["value"] for row in found} & set(names))


def number_card(doctype: str, names: Collection[str]) -> int:
    """A number card of a workspace"""
    from frappe.desk.doctype.number_card.number_card import get_result

    card = {"document_type": doctype, "function": "Count", "parent_document_type": None}
    filters = [[doctype, "name", "in", sorted(names)]]
    return int(get_result(json.dumps(card), json.dumps(filters)))


def chart(doctype: str, names: Collection[str]) -> int:
    """A chart of a workspace, grouped by whatever the document has"""
    from frappe.desk.doctype.dashboard_chart.dashboard_chart import get_group_by_chart_config

    grouping = next(field for field in frappe.get_meta(doctype).fields if field.fieldtype in GROUPING)
    drawn = frappe._dict(name="drawn", document_type=doctype, chart_type="Group By", group_by_type="Count")
    drawn.group_by_based_on = grouping.fieldname
    config = get_group_by_chart_config(drawn, [[doctype, "name", "in", sorted(names)]])
    return int(sum(config["datasets"][0]["values"])) if config else 0


def form_read(doctype: str, names: Collection[str]) -> int:
    """Opening each document"""
    return sum(opens(doctype, name, "read") for name in names)


def printing(doctype: str, names: Collection[str]) -> int:
    """Printing each document"""
    return sum(opens(doctype, name, "print") for name in names)


def opens(doctype: str, name: str, right: str) -> bool:
    """Whether the document is the user's to read or print."""
    try:
        frappe.get_doc(doctype, name).check_permission(right)
    except frappe.PermissionError:
        return False
    return True


DOORS: dict[str, Door] = {
    door.__name__: door
    for door in (
        orm_list,
        client_list,
        client_count,
        list_view,
        report_view_sums,
        view_count,
        sidebar_count,
        export,
        export_xlsx,
        link_search,
        number_card,
        chart,
        form_read,
        printing,
    )
}


def rest_v1_list(browser: Browser, doctype: str, names: Collection[str]) -> int:
    """GET /api/resource/<document>"""
    answer = browser.get(f"/api/resource/{doctype}", filters=among(names), limit_page_length=MANY)
    return len(opened(answer)["data"])


def rest_v2_list(browser: Browser, doctype: str, names: Collection[str]) -> int:
    """GET /api/v2/document/<document>"""
    answer = browser.get(f"/api/v2/document/{doctype}", filters=among(names), fields=["name"], limit=MANY)
    return len(opened(answer)["data"])


def rest_v2_count(browser: Browser, doctype: str, names: Collection[str]) -> int:
    """GET /api/v2/doctype/<document>/count"""
    return opened(browser.get(f"/api/v2/doctype/{doctype}/count", filters=among(names)))["data"]


def rest_v1_read(browser: Browser, doctype: str, names: Collection[str]) -> int:
    """GET /api/resource/<document>/<name> for each row"""
    return sum(browser.get(f"/api/resource/{doctype}/{name}").status_code == 200 for name in names)


def rest_v2_read(browser: Browser, doctype: str, names: Collection[str]) -> int:
    """GET /api/v2/document/<document>/<name> for each row"""
    return sum(browser.get(f"/api/v2/document/{doctype}/{name}").status_code == 200 for name in names)


REST_DOORS: dict[str, Callable[[Browser, str, Collection[str]], int]] = {
    door.__name__: door for door in (rest_v1_list, rest_v2_list, rest_v2_count, rest_v1_read, rest_v2_read)
}


def opened(answer: Any) -> dict:
    """The body of an answer. Raises PermissionError on 403; anything else but 200 fails the test."""
    if answer.status_code == 403:
        raise frappe.PermissionError
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


@contextmanager
def form(doctype: str, names: Collection[str], **more: Any) -> Iterator[None]:
    """What the Desk sends along with a request about a list."""
    filters = [[doctype, "name", "in", sorted(names)]]
    sent = {"doctype": doctype, "filters": json.dumps(filters)}
    sent |= {key: json.dumps(value) if isinstance(value, list) else value for key, value in more.items()}
    before, frappe.local.form_dict = frappe.local.form_dict, frappe._dict(sent)
    try:
        yield
    finally:
        frappe.local.form_dict = before
