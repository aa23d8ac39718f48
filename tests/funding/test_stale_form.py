"""A form that was opened before money moved cannot put the old figures back."""

import json

import frappe
import pytest

from tests.factories import unique
from tests.factories.funding import make_line, reference
from women_incubation.funding import ledger

SAVE = "frappe.desk.form.save.savedocs"


@pytest.fixture
def line(site):
    frappe.set_user("Administrator")
    name = make_line(1000).name
    frappe.db.commit()
    return name


def form(client, doctype, name):
    return client.get(f"/api/resource/{doctype}/{name}").json["data"]


def test_a_stale_form_of_a_balance_or_a_line_changes_no_figure(line, browser):
    client, project = browser("Administrator"), unique("PRJ")
    old_balance, old_line = form(client, "Budget Balance", line), form(client, "Budget Line", line)
    ledger.commit(line, project, 600_00, unique("key"), reference(project))
    frappe.db.commit()
    fresh = form(client, "Budget Balance", line)
    stale_figures = fresh | {"committed_centimes": 0}
    for doc in (old_balance, stale_figures, stale_figures | {"_action": "discard"}):
        response = client.call(SAVE, doc=json.dumps(doc), action="Save")
        assert 400 <= response.status_code < 500
    client.call(SAVE, doc=json.dumps(old_line | {"label": "Another"}), action="Save")
    frappe.db.rollback()
    row = ledger.line_balance(line)
    assert (row.total_centimes, row.committed_centimes) == (1000_00, 600_00)
    assert ledger.reconcile() == []
