"""Nobody writes, changes or deletes a record by hand, Administrator included."""

import frappe
import pytest

from women_incubation.audit.client_keys import answer_once
from women_incubation.audit.entries import record
from women_incubation.audit.errors import AppendOnly


@pytest.fixture(params=["Audit Entry", "Client Request"])
def row(request, db) -> frappe.model.document.Document:
    """A stored record of each kind."""
    record("tested")
    answer_once(frappe.generate_hash(), "test", {}, dict)
    return frappe.get_last_doc(request.param)


def test_it_is_not_inserted_by_hand(row):
    copy = frappe.copy_doc(row)
    with pytest.raises(AppendOnly):
        copy.insert()


def test_it_is_not_saved(row):
    row.set(row.meta.fields[0].fieldname, "other")
    with pytest.raises(AppendOnly):
        row.save()


def test_it_is_not_deleted(row):
    for force in (False, True):
        with pytest.raises(AppendOnly):
            frappe.delete_doc(row.doctype, row.name, force=force)


def test_it_is_not_renamed(row):
    with pytest.raises(AppendOnly):
        frappe.rename_doc(row.doctype, row.name, "other", force=True)


def test_rest_changes_nothing(row, browser):
    frappe.db.commit()
    path = f"/api/resource/{row.doctype}/{row.name}"
    admin = browser("Administrator")
    stored = frappe.db.get_value(row.doctype, row.name, "*")
    field = row.meta.fields[0].fieldname
    for answer in (
        admin.put(path, **{field: "other"}),
        admin.put(path, _action="discard", **{field: "other"}),
        admin.delete(path),
        admin.post(f"/api/resource/{row.doctype}", **{field: "other"}),
    ):
        assert answer.status_code == 403, answer.get_data(as_text=True)
    frappe.db.rollback()
    assert frappe.db.get_value(row.doctype, row.name, "*") == stored
