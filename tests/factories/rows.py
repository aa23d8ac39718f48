"""Rows put straight into a table: for tests of who sees them, which their rules do not concern."""

from typing import Any

import frappe
from frappe.model.document import Document

from tests.factories import unique

SAMPLES = {
    "Date": "2026-01-15",
    "Datetime": "2026-01-15 10:00:00",
    "Time": "10:00:00",
    "Check": 0,
    "Int": 1,
    "Float": 1.0,
    "Currency": 1.0,
    "Percent": 1.0,
}


def bare_row(doctype: str, unit: str | None = None, **values: Any) -> str:
    """A stored row that has its unit and a value in each required field. Returns its name."""
    doc = frappe.get_doc({"doctype": doctype, "name": unique("row")})
    for field in doc.meta.fields:
        if field.reqd and field.fieldtype not in ("Link", "Table"):
            doc.set(field.fieldname, sample(field))
    doc.update({"unit": unit, **values} if doc.meta.has_field("unit") else values)
    doc.db_insert()
    return doc.name


def sample(field: Document) -> Any:
    """A value that the field accepts."""
    if field.fieldtype == "Select":
        return next(option for option in field.options.split("\n") if option)
    return SAMPLES.get(field.fieldtype, unique(field.fieldname))
