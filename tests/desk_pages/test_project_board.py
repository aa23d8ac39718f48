"""The board of projects: a column a state, moved by the workflow's own door; the regions as tiles."""

import frappe
import pytest

from tests.factories.incubation import make_project, make_staff


@pytest.fixture
def staff(db):
    staff = make_staff()
    frappe.db.set_value("User", staff.coordinator, "language", "ar")
    return staff


def test_a_coordinator_moves_a_card_and_a_guard_says_what_is_missing(desk, staff):
    submitted = make_project("Submitted", staff)
    reviewed = make_project("Under Review", staff)
    frappe.db.commit()
    page = desk(staff.coordinator, "project-board")
    assert page.evaluate("document.dir") == "rtl"
    page.locator(".board-tile").first.wait_for()
    assert page.locator(".board-tile").count() == 12
    card = page.locator(".board-card", has=page.locator(f"a[href$='{submitted.name}']"))
    card.locator("summary").click()
    card.locator("[data-action='Start Review']").click()
    page.locator(".desk-alert, .alert-message").first.wait_for()
    frappe.db.rollback()
    assert frappe.db.get_value("Project Proposal", submitted.name, "workflow_state") == "Under Review"
    card = page.locator(".board-card", has=page.locator(f"a[href$='{reviewed.name}']"))
    card.locator("summary").click()
    card.locator("[data-action='Shortlist']").click()
    page.locator(".msgprint").wait_for()
    frappe.db.rollback()
    assert frappe.db.get_value("Project Proposal", reviewed.name, "workflow_state") == "Under Review"
