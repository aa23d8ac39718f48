"""The doors of an import in the Desk."""

import csv
import io

import frappe
from frappe import _

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.people.importing import columns
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


def _started(name: str, status: str) -> dict:
    doc = frappe.get_doc("Beneficiary Import", name, for_update=True)
    doc.check_permission("write")
    frappe.has_permission("Beneficiary", "create", throw=True)
    start(doc, status)
    enqueue(name)
    return {"status": doc.status}
