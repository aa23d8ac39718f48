"""Rows are stored, changed and removed as Frappe does it, with no DELETE where no row was taken."""

from unittest.mock import patch

import frappe
import pytest

from tests.factories.funding import make_rule
from tests.helpers.browser import apart

TWO = [{"percent": 60, "condition": "None"}, {"percent": 40, "condition": "Activity Started"}]


@pytest.fixture
def rule(db):
    return make_rule(tranches=[dict(row) for row in TWO])


def stored(rule):
    rows = frappe.get_all("Tranche Template Row", {"parent": rule.name}, ["percent"], order_by="idx")
    return [row.percent for row in rows]


def deletes_of(work):
    asked = []
    plain = frappe.db.sql
    with patch.object(
        frappe.db, "sql", lambda query, *a, **k: asked.append(str(query)) or plain(query, *a, **k)
    ):
        work()
    return [query for query in asked if "delete" in query.lower() and "tabTranche Template Row" in query]


def test_rows_that_stay_are_not_searched_for_removals(rule):
    rule.tranches[0].label = "Start"
    assert deletes_of(rule.save) == []
    rule.tranches[0].percent = 50
    rule.append("tranches", {"percent": 10, "condition": "None"})
    assert deletes_of(rule.save) == []
    assert stored(rule) == [50, 40, 10]


def test_a_row_that_was_taken_is_removed_also_after_a_save_that_took_none(rule):
    rule.append("tranches", {"percent": 1, "condition": "None"})
    rule.tranches[0].percent = 59
    rule.save()
    rule.tranches = rule.tranches[:1]
    rule.tranches[0].percent = 100
    assert deletes_of(rule.save)
    assert stored(rule) == [100]


def test_a_locked_document_reads_its_rows_as_they_are_now_though_its_snapshot_is_older(site):
    """Somebody else changes the rows after our snapshot and before our lock."""
    frappe.set_user("Administrator")
    name = make_rule(tranches=[dict(row) for row in TWO]).name
    frappe.db.commit()
    frappe.db.count("Funding Rule")  # the snapshot is taken here
    apart(change_elsewhere, frappe.local.site, frappe.local.sites_path, name)
    assert [row.percent for row in frappe.get_doc("Funding Rule", name).tranches] == [60, 40]
    locked = frappe.get_doc("Funding Rule", name, for_update=True)
    assert [row.percent for row in locked.tranches] == [30, 70]
    frappe.db.rollback()


def change_elsewhere(site, sites, name):
    """Another connection saves the rule and commits."""
    frappe.init(site=site, sites_path=sites)
    frappe.connect()
    rule = frappe.get_doc("Funding Rule", name)
    rule.tranches[0].percent, rule.tranches[1].percent = 30, 70
    rule.save()
    frappe.db.commit()
    frappe.db.close()
