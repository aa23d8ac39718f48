"""Exports and changes of rights leave an entry, without what they exported."""

import json

import frappe
import pytest

from tests.factories.people import make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.audit.entries import record

LIST = json.dumps([["Beneficiary", "last_name", "=", "Secretname"]])
DOORS = {
    "list": (
        "frappe.desk.reportview.export_query",
        {
            "doctype": "Beneficiary",
            "fields": '["`tabBeneficiary`.`name`"]',
            "filters": LIST,
            "file_format_type": "CSV",
            "title": "x",
        },
    ),
    "report": (
        "frappe.desk.query_report.export_query",
        {
            "report_name": "Overdue Follow-ups",
            "file_format_type": "Excel",
            "filters": "{}",
            "visible_idx": "[]",
        },
    ),
    "data export": (
        "frappe.core.doctype.data_export.exporter.export_data",
        {
            "doctype": "Beneficiary",
            "with_data": 1,
            "select_columns": '{"Beneficiary": ["name"]}',
            "filters": LIST,
        },
    ),
    "import template": (
        "frappe.core.doctype.data_import.data_import.download_template",
        {
            "doctype": "Beneficiary",
            "export_fields": '{"Beneficiary": ["name"]}',
            "export_records": "all",
            "export_filters": LIST,
        },
    ),
}


@pytest.fixture
def coordinator(db) -> str:
    user = user_with(["Programme Officer", "Coordinator"], PROVINCE).name
    frappe.db.commit()
    return user


def exports_by(user: str) -> list[dict]:
    frappe.db.rollback()
    where = {"actor": user, "action": "exported"}
    return frappe.get_all("Audit Entry", where, ["detail", "unit"], order_by="sequence")


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("door", DOORS)
def test_each_door_of_export_leaves_an_entry(coordinator, browser, door, method):
    path, sent = DOORS[door]
    person = browser(coordinator)
    answer = person.get(f"/api/method/{path}", **sent) if method == "GET" else person.call(path, **sent)
    assert answer.status_code in (200, 403), answer.get_data(as_text=True)[:2000]
    entries = exports_by(coordinator)
    if answer.status_code == 403:  # nothing left
        assert door in ("data export", "import template")
        return
    assert [json.loads(row.detail)["door"] for row in entries] == [door]
    assert "Secretname" not in entries[0].detail
    assert entries[0].unit == PROVINCE


def test_a_refused_export_leaves_no_rows_and_no_entry(db, browser):
    user = user_with("Trainer", PROVINCE).name
    frappe.db.commit()
    path, sent = DOORS["list"]
    assert (
        browser(user)
        .call(path, **(sent | {"doctype": "Audit Entry", "fields": '["name"]', "filters": "[]"}))
        .status_code
        == 403
    )
    assert exports_by(user) == []


def test_roles_given_and_taken_are_recorded(db):
    user = user_with("Coordinator", PROVINCE)
    user.append("roles", {"role": "Incubation Auditor"})
    user.save()
    user.enabled = 0
    user.save()
    rows = frappe.get_all(
        "Audit Entry",
        {"chain": f"User/{user.name}", "action": "roles_changed"},
        pluck="detail",
        order_by="sequence",
    )
    said = [json.loads(row) for row in rows]
    assert said[0] == {"given": ["Incubation Coordinator"], "taken": [], "enabled": 1}
    assert said[1] == {"given": ["Incubation Auditor"], "taken": [], "enabled": 1}
    assert said[2]["enabled"] == 0


def test_a_woman_is_named_by_her_file_and_not_by_her_address(db):
    woman = make_woman_with_account()
    with acting_as(woman.user):
        record("wished")
    entry = frappe.get_last_doc("Audit Entry", {"action": "wished"})
    assert (entry.actor, entry.chain) == (f"Beneficiary/{woman.name}", f"User/Beneficiary/{woman.name}")
    sealed = frappe.get_all("Audit Entry", {"reference_name": woman.name}, ["actor", "detail", "chain"])
    assert woman.user not in json.dumps(sealed)


def test_an_entry_of_no_document_lies_in_the_actors_territory(db):
    with acting_as(user_with("Coordinator", OTHER_PROVINCE).name):
        record("counted")
    assert frappe.get_last_doc("Audit Entry", {"action": "counted"}).unit == OTHER_PROVINCE
