"""Frappe's doors by which many rows leave at once, each with an audit entry (`override_whitelisted_methods`).

The entry says what was exported by whom, in which form, and a digest of the filters: the filters themselves
may name a woman. It is written before Frappe looks at the right to export, so a refused export, which undoes
its request, leaves none.
"""

import hashlib
import json

import frappe
from frappe.core.doctype.data_export.exporter import export_data as frappe_export_data
from frappe.core.doctype.data_import.data_import import download_template as frappe_download_template
from frappe.desk.query_report import export_query as frappe_export_report
from frappe.desk.reportview import export_query as frappe_export_list

from women_incubation.audit.entries import record

Sent = str | int | bool | dict | list | None


@frappe.whitelist(methods=["GET", "POST"])
def export_list() -> None:
    """The list and the report builder, as CSV or XLSX; what they show comes in the request."""
    form = frappe.local.form_dict
    note_export("list", form.get("doctype"), form.get("file_format_type"), form.get("filters"))
    frappe_export_list()


@frappe.whitelist(methods=["GET", "POST"])
def export_report() -> None:
    """A report, as CSV or XLSX."""
    form = frappe.local.form_dict
    note_export("report", form.get("report_name"), form.get("file_format_type"), form.get("filters"))
    frappe_export_report()


@frappe.whitelist(methods=["GET", "POST"])
def export_data(
    doctype: Sent = None, filters: Sent = None, file_type: Sent = "CSV", **options: object
) -> None:
    """The tool "Data Export"."""
    options.pop("cmd", None)
    note_export("data export", doctype, file_type, filters)
    frappe_export_data(doctype=doctype, filters=filters, file_type=file_type, **options)


@frappe.whitelist(methods=["GET", "POST"])
def download_template(
    doctype: str,
    export_fields: Sent = None,
    export_records: Sent = None,
    export_filters: Sent = None,
    file_type: str = "CSV",
) -> None:
    """The template of an import, which can carry every row."""
    if export_records != "blank_template":
        note_export("import template", doctype, file_type, export_filters)
    frappe_download_template(doctype, export_fields, export_records, export_filters, file_type)


def note_export(door: str, what: object, form: object, filters: object) -> None:
    """One entry in the chain of whoever exports; a download by GET keeps it too."""
    asked = json.dumps(filters, sort_keys=True, ensure_ascii=False, default=str)
    digest = hashlib.sha256(asked.encode()).hexdigest()
    record("exported", door=door, what=str(what or ""), form=str(form or ""), filters=digest)
    frappe.local.flags.commit = True
