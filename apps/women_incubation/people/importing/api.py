"""The doors of an import in the Desk."""

import csv
import io
import json

import frappe
from frappe import _

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.people.importing import columns, deciding_rows, held_rows
from women_incubation.people.importing.errors import RowDecided
from women_incubation.people.importing.starting import enqueue, start


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def check_file(name: str) -> dict:
    """Read the whole file and say what would happen, writing nobody. Answers {"status"}."""
    return _started(name, "Checking")


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def import_file(name: str) -> dict:
    """Take the women of a checked file in. Answers {"status"}. Again for one that stopped: it goes on."""
    return _started(name, "Importing")


@frappe.whitelist(methods=["GET"])
def progress(name: str) -> dict:
    """{"status", "message", "rows_total", "rows_done", "created_count", ..., "problems_file"}."""
    doc = frappe.get_doc("Beneficiary Import", name)
    doc.check_permission("read")
    fields = ("status", "message", "problems_file", "rows_total", "rows_done")
    counts = ("created_count", "invalid_count", "duplicate_count", "review_count")
    return {field: doc.get(field) for field in (*fields, *counts)}


@frappe.whitelist(methods=["GET"])
def rows_to_compare(name: str, after: int = 0) -> dict:
    """The next rows that wait, each beside the women she may be: {"rows", "left": how many in all}."""
    doc = deciding_rows.checked_import(name)
    return {"rows": held_rows.page(doc, after), "left": len(held_rows.open_numbers(name))}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def take_rows_in(
    client_key: str = "", name: str = "", rows: list | str | None = None, reason: str = ""
) -> dict:
    """Register the women of rows that look like others.

    Answers {"decided": [row], "refused": [{"row_number", "message"}], "left": how many still wait}.
    """
    numbers = _numbers(rows)
    return answer_once(
        client_key,
        "people.import.take_in",
        {"name": name, "rows": numbers, "reason": reason},
        lambda: deciding_rows.take_in(deciding_rows.checked_import(name, lock=True), numbers, reason),
    )


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def leave_rows_out(client_key: str = "", name: str = "", rows: list | str | None = None) -> dict:
    """Leave rows out whose women are registered already. Answers as `take_rows_in`."""
    numbers = _numbers(rows)
    return answer_once(
        client_key,
        "people.import.leave_out",
        {"name": name, "rows": numbers},
        lambda: deciding_rows.leave_out(deciding_rows.checked_import(name, lock=True), numbers),
    )


@frappe.whitelist(methods=["GET"])
def fields() -> list[dict]:
    """What a column may be read as: {"value": field, "label": in the user's language}."""
    frappe.has_permission("Beneficiary", "create", throw=True)
    meta = frappe.get_meta("Beneficiary")
    return [{"value": field, "label": _(meta.get_label(field))} for field in columns.FIELDS]


@frappe.whitelist(methods=["GET"])
def template() -> None:
    """Download an empty file with the headings in the user's language."""
    frappe.has_permission("Beneficiary", "create", throw=True)
    meta = frappe.get_meta("Beneficiary")
    out = io.StringIO()
    csv.writer(out).writerow([_(meta.get_label(field)) for field in columns.FIELDS])
    frappe.response.update(
        type="download",
        filename="women.csv",
        filecontent=out.getvalue().encode("utf-8-sig"),
        content_type="text/csv; charset=utf-8",
    )


def _numbers(rows: list | str | None) -> list[int]:
    """The row numbers of a request. Raises RowDecided for anything else, or for more than a page of them."""
    try:
        numbers = json.loads(rows) if isinstance(rows, str) else rows
    except (ValueError, RecursionError):  # no JSON, or nested without end
        numbers = None
    if (
        not isinstance(numbers, list)
        or not 0 < len(numbers) <= deciding_rows.MOST_AT_ONCE
        or not all(type(number) is int for number in numbers)
    ):
        frappe.throw(_("Choose up to {0} rows.").format(deciding_rows.MOST_AT_ONCE), RowDecided)
    return numbers


def _started(name: str, status: str) -> dict:
    doc = frappe.get_doc("Beneficiary Import", name, for_update=True)
    doc.check_permission("write")
    frappe.has_permission("Beneficiary", "create", throw=True)
    start(doc, status)
    enqueue(name)
    return {"status": doc.status}
