"""Rows are stored, changed and removed as Frappe does it, with no DELETE where no row was taken."""

from unittest.mock import patch

import frappe
import pytest

from tests.factories.funding import make_rule

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
