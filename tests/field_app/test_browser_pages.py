"""Every page in every language on both screens: direction, words, no sideways scroll; the door; errors."""

import frappe
import pytest
from playwright.sync_api import expect

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.territory import PROVINCE
from tests.factories.training import make_group, make_session
from tests.factories.users import PASSWORD, user_with
from tests.field_app.steps import PHONE, fill_in_the_door

DESKTOP = {"width": 1280, "height": 800}
LANGUAGES = {"ar": "rtl", "fr": "ltr", "en": "ltr"}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Buttons and links that a thumb must hit: none smaller than 44 pixels. Not links inside a sentence, nor
# boxes to tick, of which the whole label is hit.
SMALL = """() => [...document.querySelectorAll('button, a, input, select, summary')]
  .filter((each) => each.checkVisibility() && !['checkbox', 'radio'].includes(each.type))
  .filter((each) => !each.matches('.visually-hidden, .skip') && !each.closest('p'))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([, box]) => Math.round(box.height) < 44 || Math.round(box.width) < 44)
  .map(([text]) => text)"""


def look_at(page, language: str, paths: list[str]) -> None:
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    for path in paths:
        page.goto(path)
        page.get_by_test_id("page-title").wait_for()
        page.wait_for_load_state("networkidle")
        html = page.locator("html")
        expect(html).to_have_attribute("lang", language)
        expect(html).to_have_attribute("dir", LANGUAGES[language])
        assert page.evaluate(SIDEWAYS) <= 0, path
        assert page.evaluate(SMALL) == [], path
        shown = page.locator("body").inner_text()
        assert not any(word in shown for word in ("undefined", "NaN", "[object", "{count}")), path
    assert problems == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("language", LANGUAGES)
class TestPages:
    def test_of_a_trainer(self, log_in, db, language, size):
        session = make_session(make_group(4))
        page = log_in(session.trainer, language=language, size=size)
        look_at(page, language, ["/incubation", f"/incubation/sessions/{session.name}", "/incubation/outbox"])
        look_at(page, language, ["/incubation/account", "/incubation/nowhere"])

    def test_of_a_woman(self, log_in, db, language, size):
        project = make_running_project()
        make_payment(project, make_team(), "Paid")
        user = frappe.db.get_value("Beneficiary", project.beneficiary, "user")
        page = log_in(user, language=language, size=size)
        own = [f"/incubation/proposals/{project.name}", "/incubation/payments"]
        look_at(page, language, ["/incubation", "/incubation/proposals", "/incubation/training", *own])

    def test_of_a_funder(self, log_in, db, language, size):
        team = make_team()
        payment = make_payment(make_running_project(), team, "Verified")
        page = log_in(team.funder, language=language, size=size)
        look_at(page, language, ["/incubation", f"/incubation/inbox/{payment.name}", "/incubation/history"])

    def test_of_a_payment_officer(self, log_in, db, language, size):
        team = make_team()
        make_payment(make_running_project(), team, "Approved")
        page = log_in(team.payment_officer, language=language, size=size)
        look_at(page, language, ["/incubation", "/incubation/batches", "/incubation/notices"])

    def test_of_the_field(self, log_in, db, language, size):
        page = log_in(user_with(["Coordinator", "Coach"], PROVINCE).name, language=language, size=size)
        paths = ["today", "women", "board", "visits", "visits/unknown/new"]
        look_at(page, language, [f"/incubation/{path}" for path in paths])

    def test_before_the_log_in(self, phone, db, language, size):
        frappe.db.commit()
        page = phone(language=language, size=size).new_page()
        look_at(page, language, ["/incubation/login", "/incubation/register", "/incubation/components"])


def test_the_language_changes_at_once_and_for_the_account(log_in, db):
    trainer = user_with("Trainer").name
    page = log_in(trainer, language="fr")
    page.goto("/incubation/account")
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
    page = log_in(user_with("Trainer").name)
    page.goto("/incubation/inbox")
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
