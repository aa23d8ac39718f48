"""Records of what happened are not deleted, by nobody and through no door; plans and settings may be.

A document that is in none of the two lists fails the test: say which it is when you add it.
"""

import json

import frappe
import pytest

from tests.factories.rows import bare_row
from tests.factories.territory import PROVINCE
from tests.helpers.browser import message_of
from tests.helpers.documents import DOCUMENTS, ROW, SETTINGS
from women_incubation.audit.append_only import AppendOnlyRecord
from women_incubation.audit.kept_record import KeptRecord

# What is planned, drafted or set up; what happened since keeps it by its own rule (`on_trash`) or by a link.
DELETABLE = {
    "Beneficiary Import",
    "Budget Line",
    "Call for Projects",
    "Capacity Building Module",
    "Committee",
    "Committee Sitting",
    "Convention",
    "Convention Amendment",
    "Convergence Rule",
    "Eligibility Rule Set",
    "Expense Justification",
    "Funding Disbursement",
    "Funding Rule",
    "Incompatible Steps",
    "Partner Organisation",
    "Project Proposal",
    "Proposal Evaluation",
    "Recovery Order",
    "Selection",
    "Territorial Assignment",
    "Territorial Unit",
    "Trainer Unavailability",
    "Training Group",
    "Training Path",
    "Training Session",
}
KEPT = [name for name, kind in DOCUMENTS.items() if kind not in (ROW, SETTINGS) and name not in DELETABLE]
REFUSALS = (frappe.PermissionError, frappe.ValidationError)


def test_every_record_refuses_by_itself(site):
    refusing = {name for name in KEPT if hasattr(controller(name), "on_trash")}
    assert refusing == set(KEPT)
    assert not {name for name in DELETABLE if issubclass(controller(name), KeptRecord | AppendOnlyRecord)}


def controller(doctype: str) -> type:
    """The class of a document."""
    return type(frappe.new_doc(doctype))


@pytest.mark.parametrize("doctype", KEPT)
def test_administrator_deletes_no_record(db, doctype):
    name = bare_row(doctype, PROVINCE)
    for force in (False, True):
        with pytest.raises(REFUSALS):
            frappe.delete_doc(doctype, name, force=force)
    assert frappe.db.exists(doctype, name)


@pytest.mark.parametrize("doctype", KEPT)
def test_no_role_is_offered_to_delete_a_record(site, doctype):
    assert not [row.role for row in frappe.get_meta(doctype).permissions if row.delete]


@pytest.mark.parametrize("door", ["REST v1", "REST v2", "client", "bulk"])
def test_each_door_says_why(db, browser, door):
    name = bare_row("Alert", PROVINCE)
    frappe.db.commit()
    admin = browser("Administrator")
    ways = {
        "REST v1": lambda: admin.delete(f"/api/resource/Alert/{name}"),
        "REST v2": lambda: admin.delete(f"/api/v2/document/Alert/{name}/"),
        "client": lambda: admin.call("frappe.client.delete", doctype="Alert", name=name),
        "bulk": lambda: admin.call(
            "frappe.desk.reportview.delete_items", doctype="Alert", items=json.dumps([name])
        ),
    }
    answer = ways[door]()
    assert answer.status_code == (200 if door == "bulk" else 403)
    assert "is a record of what happened and is not deleted" in message_of(answer)
    frappe.db.rollback()
    assert frappe.db.exists("Alert", name)
    frappe.db.delete("Alert", {"name": name})
    frappe.db.commit()


def test_a_plan_is_deleted_by_who_may(db):
    for doctype in ("Trainer Unavailability", "Convergence Rule"):
        name = bare_row(doctype, PROVINCE)
        frappe.delete_doc(doctype, name)
        assert not frappe.db.exists(doctype, name)
