"""An import commits after each chunk: what its tests left is taken away."""

from collections.abc import Iterator

import frappe
import pytest

LEFT_BEHIND = {
    "Beneficiary Key": "beneficiary",
    "Duplicate Review": "beneficiary",
    "Audit Entry": "reference_name",
}


@pytest.fixture
def kept(db: object) -> Iterator[None]:
    """What an import commits is taken away again."""
    before = set(frappe.get_all("Beneficiary", pluck="name"))
    yield
    frappe.db.rollback()
    new = list(set(frappe.get_all("Beneficiary", pluck="name")) - before) or [""]
    frappe.db.delete("Beneficiary", {"name": ["in", new]})
    for doctype, field in LEFT_BEHIND.items():
        frappe.db.delete(doctype, {field: ["in", new]})
    for doctype in ("Import Row", "Beneficiary Import"):
        frappe.db.delete(doctype)
    frappe.db.commit()
