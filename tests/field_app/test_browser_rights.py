"""What is hers to know and to decide: why she was not chosen, her appeals, what she agreed to."""

import frappe
from frappe.utils import today
from playwright.sync_api import expect

from tests.factories.incubation import (
    decision_row,
    hold,
    holder_user,
    make_project,
    make_sitting,
    make_staff,
    move,
    uphold,
)
from tests.factories.people import make_woman_with_account
from tests.factories.targeting import make_selection
from tests.factories.territory import make_commune
from tests.field_app.axe import serious_findings
from tests.field_app.steps import log_in_again, wait_until
from women_incubation.people import consent
from women_incubation.people.targeting import freezing, ranking


def findings(page, axe: str) -> list:
    """What axe finds on the page as it is."""
    page.evaluate(axe)
    return serious_findings(page)


def woman_who_waits():
    """The second of two women for one place."""
    commune = make_commune().name
    first, second = (make_woman_with_account(unit=commune) for _each in range(2))
    frappe.db.set_value("Beneficiary", first.name, "registered_on", "2026-01-01")
    selection = make_selection(unit=commune, places=1)
    ranking.rank(selection)
    freezing.freeze(selection)
    return second


def test_she_reads_why_she_waits_and_appeals_though_her_session_ends_meanwhile(log_in, axe, db):
    woman = woman_who_waits()
    page = log_in(woman.user, language="ar")
    page.get_by_test_id("open-selection").click()
    expect(page.get_by_test_id("selection")).to_have_attribute("data-status", "Waiting")
    expect(page.get_by_test_id("selection-head")).to_contain_text("1")
    expect(page.get_by_test_id("selection-rule").first).to_have_attribute("data-passed", "true")
    assert findings(page, axe) == []
    page.get_by_test_id("open-appeal").click()
    page.get_by_test_id("send-appeal").click()
    expect(page.locator("#grounds-error")).to_be_visible()
    page.get_by_test_id("grounds").fill("لم تُحسب ابنتي")
    page.context.clear_cookies()
    page.get_by_test_id("send-appeal").click()
    expect(page.get_by_test_id("sheet-problem")).to_be_visible()
    page.keyboard.press("Escape")
    log_in_again(page)
    page.get_by_test_id("open-appeal").click()
    expect(page.get_by_test_id("grounds")).to_have_value("لم تُحسب ابنتي")
    page.get_by_test_id("send-appeal").click()
    expect(page.get_by_test_id("appeal-status")).to_be_visible()
    frappe.db.rollback()
    stored = frappe.get_doc("Selection Appeal", {"beneficiary": woman.name})
    assert (stored.status, stored.grounds) == ("Open", "لم تُحسب ابنتي")
    stored.db_set({"status": "Dismissed", "decision_reason": "المقاعد محدودة."})
    frappe.db.commit()
    page.reload()
    expect(page.get_by_test_id("appeal-status")).to_contain_text("المقاعد محدودة.")


def test_she_takes_back_what_she_agreed_to_and_gives_it_again(log_in, axe, db):
    woman = make_woman_with_account()
    page = log_in(woman.user)
    page.goto("/incubation/account")
    page.get_by_test_id("open-consents").click()
    messages = page.locator("[data-testid=consent][data-purpose='Messages']")
    expect(messages).to_have_attribute("data-in-force", "false")
    assert findings(page, axe) == []
    for button, in_force in (("give", "true"), ("withdraw", "false"), ("give", "true")):
        messages.get_by_test_id(f"{button}-consent").click()
        expect(page.get_by_test_id("consent-effect")).to_be_visible()
        page.get_by_test_id("confirm-consent").click()
        expect(messages).to_have_attribute("data-in-force", in_force)
    frappe.db.rollback()
    assert consent.in_force(woman.name, consent.MESSAGES, today())
    assert frappe.db.count("Consent", {"beneficiary": woman.name, "withdrawn_on": ["is", "set"]}) == 1


def test_she_contests_what_the_committee_decided_and_reads_the_answer(log_in, db):
    staff = make_staff()
    project = make_project("Shortlisted", staff)
    sitting = hold(make_sitting([decision_row(project, "Rejected")]))
    project = move(project, "Rejected", staff.secretary, sitting=sitting.name)
    page = log_in(holder_user(project))
    page.goto(f"/incubation/proposals/{project.name}")
    expect(page.get_by_test_id("decision-reason")).to_contain_text("مشروع متين.")  # in her language
    page.get_by_test_id("open-appeal").click()
    page.get_by_test_id("grounds").fill("On ne m'a pas entendue.")
    page.get_by_test_id("send-appeal").click()
    expect(page.get_by_test_id("appeal-status")).to_be_visible()
    expect(page.get_by_test_id("open-appeal")).to_have_count(0)
    wait_until(lambda: frappe.db.exists("Project Appeal", {"project": project.name}) is not None)
    appeal = frappe.get_doc("Project Appeal", {"project": project.name})
    assert (appeal.status, appeal.grounds) == ("Lodged", "On ne m'a pas entendue.")
    uphold(appeal, status="Dismissed")
    frappe.db.commit()
    page.reload()
    expect(page.get_by_test_id("appeal-status")).to_contain_text("Les notes n'ont pas été lues.")
