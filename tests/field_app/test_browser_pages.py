"""The door, the language, links and what is not there: what all roles share."""

import frappe
from playwright.sync_api import expect

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.training import make_group, make_session
from tests.factories.users import PASSWORD, user_with
from tests.field_app.steps import fill_in_the_door


def test_the_language_changes_at_once_and_for_the_account(log_in, db):
    trainer = user_with("Trainer").name
    page = log_in(trainer, language="fr", path="/account")
    page.get_by_test_id("language-ar").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.get_by_test_id("page-title")).to_have_text("حسابي")
    page.reload()
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    frappe.db.rollback()
    assert frappe.db.get_value("User", trainer, "language") == "ar"


def test_the_door_says_what_is_wrong(phone, db):
    user = user_with("Trainer").name
    frappe.utils.password.update_password(user, PASSWORD)
    frappe.db.commit()
    page = phone().new_page()
    page.goto("/incubation/account")
    fill_in_the_door(page, "", "")
    expect(page.get_by_test_id("login-problem")).to_be_visible()
    fill_in_the_door(page, user, "wrong")
    expect(page.get_by_test_id("login-problem")).to_contain_text("mot de passe")
    fill_in_the_door(page, user)
    page.get_by_test_id("log-out").wait_for()  # where she wanted to go


def test_others_are_shown_the_way_to_the_desk(log_in, db):
    page = log_in(user_with("Evaluator").name)
    expect(page.get_by_test_id("open-desk")).to_have_attribute("href", "/desk")


def test_a_page_of_another_role_is_not_there(log_in, db):
    page = log_in(user_with("Trainer").name, "/inbox")
    expect(page.get_by_test_id("empty-state")).to_be_visible()
    expect(page.get_by_test_id("inbox")).to_have_count(0)


def test_back_and_deep_links_work(log_in, db):
    session = make_session(make_group(2))
    page = log_in(session.trainer)
    page.locator(f"[data-session='{session.name}']").click()
    page.get_by_test_id("roster").wait_for()
    page.go_back()
    page.get_by_test_id("session-card").first.wait_for()
    page.goto(f"/incubation/sessions/{session.name}")
    page.get_by_test_id("back").click()
    page.get_by_test_id("session-card").first.wait_for()


def test_a_broken_server_is_said_and_tried_again(log_in, db):
    team = make_team()
    make_payment(make_running_project(), team, "Verified")
    page = log_in(team.funder)
    inbox = "**/api/method/women_incubation.disbursement.api.inbox*"
    page.route(inbox, lambda route: route.fulfill(status=502, body="Bad gateway"))
    page.goto("/incubation/history")
    page.get_by_test_id("error-state").wait_for()
    page.unroute(inbox)
    page.get_by_test_id("retry").click()
    expect(page.get_by_test_id("error-state")).to_have_count(0)
