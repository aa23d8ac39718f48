import frappe
import pytest

from tests.factories import unique
from tests.factories.funding import make_line, reference
from tests.factories.users import user_with
from women_incubation.funding import ledger
from women_incubation.funding.ledger.reconciliation import run_nightly


@pytest.fixture
def line(db):
    return make_line(1000).name


@pytest.fixture
def project(line):
    name = unique("PRJ")
    ledger.commit(line, name, 500_00, unique("key"), reference(name))
    return name


def tamper(doctype, name, column, value):
    table = frappe.qb.DocType(doctype)
    frappe.qb.update(table).set(table[column], value).where(table.name == name).run()


def test_an_untouched_ledger_adds_up(line, project):
    assert ledger.reconcile() == []


def test_a_tampered_line_balance_is_named(line, project):
    tamper("Budget Balance", line, "committed_centimes", 400_00)
    assert [tuple(item) for item in ledger.reconcile()] == [
        ("Budget Balance", line, "committed_centimes", 400_00, 500_00, "movements")
    ]


def test_a_tampered_project_balance_is_named(line, project):
    name = frappe.db.get_value("Project Balance", {"project": project})
    tamper("Project Balance", name, "paid_centimes", 1)
    rules = {(item.name, item.figure, item.rule) for item in ledger.reconcile()}
    assert rules == {(name, "paid_centimes", "movements"), (name, "paid_centimes", "ceiling")}


def test_a_removed_balance_and_a_removed_movement_are_named(line, project):
    frappe.db.delete("Project Balance", {"project": project})
    assert [item.name for item in ledger.reconcile()] == [f"{project}/{line}"]
    frappe.db.delete("Budget Movement", {"budget_line": line})
    assert {item.figure for item in ledger.reconcile()} == {"total_centimes", "committed_centimes"}


def test_a_total_changed_below_the_ledger_is_named(line):
    tamper("Budget Line", line, "total", 999)
    assert [(item.name, item.rule) for item in ledger.reconcile()] == [(line, "line document")]


def test_the_nightly_job_makes_a_difference_known(line, project):
    auditor = user_with("Auditor").name
    run_nightly()
    assert not frappe.db.exists("Notification Log", {"for_user": auditor})
    tamper("Budget Balance", line, "committed_centimes", 400_00)
    run_nightly()
    assert frappe.db.exists("Notification Log", {"for_user": auditor, "document_type": "Budget Balance"})
    entry = frappe.get_last_doc("Audit Entry", {"action": "ledger_discrepancy"})
    assert entry.reference_name == line
    assert frappe.db.exists("Error Log", {"method": ["like", "%does not add up%"]})
