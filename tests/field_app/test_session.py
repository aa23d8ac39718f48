"""Who am I: what the field app asks first."""

import frappe
import pytest

from tests.factories.people import make_woman_with_account
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from women_incubation.field_app.homes import homes_of

SESSION = "/api/method/women_incubation.field_app.api.session"
SET_LANGUAGE = "women_incubation.field_app.api.set_language"


def answer(response):
    assert response.status_code == 200, response.text
    return response.get_json()["message"]


def test_a_guest_is_nobody_and_gets_no_token(db, browser):
    session = answer(browser("Guest").get(SESSION))
    assert (session["user"], session["homes"], session["roles"], session["csrf_token"]) == (
        "Guest",
        [],
        [],
        "",
    )


def test_a_trainer_is_named_with_her_home_and_the_site_s_day(db, browser):
    trainer = user_with("Trainer", unit=PROVINCE, first_name="Amina", last_name="Trainer").name
    frappe.db.commit()
    session = answer(browser(trainer).get(SESSION))
    assert session["user"] == trainer
    assert session["full_name"] == "Amina Trainer"
    assert session["homes"] == ["trainer", "desk"]
    assert "Incubation Trainer" in session["roles"]
    assert session["today"] == frappe.utils.today()
    assert session["server_time_utc"].endswith("Z")
    assert session["csrf_token"]


def test_a_woman_is_named_in_her_own_letters(db, browser):
    woman = make_woman_with_account(first_name_ar="مباركة", last_name_ar="نفسي")
    frappe.db.commit()
    assert answer(browser(woman.user).get(SESSION))["full_name_ar"] == "مباركة نفسي"
    assert answer(browser("Guest").get(SESSION))["full_name_ar"] == ""


def test_the_answer_is_kept_nowhere(db, browser):
    response = browser("Guest").get(SESSION)
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("roles", "homes"),
    [
        (["Woman"], ["woman"]),
        (["Funder"], ["funder", "desk"]),
        (["Second Approver"], ["funder", "desk"]),
        (["Controller"], ["funder", "desk"]),
        (["Payment Officer"], ["funder", "desk"]),
        (["Coordinator"], ["field", "desk"]),
        (["Coach"], ["field", "desk"]),
        (["Evaluator"], ["desk"]),
        (["Trainer", "Controller"], ["trainer", "funder", "desk"]),
    ],
)
def test_each_role_has_its_home(db, roles, homes):
    assert homes_of(user_with(roles, unit=PROVINCE if roles != ["Woman"] else None).name) == homes


def test_administrator_has_no_home_that_nobody_gave_him(db):
    assert homes_of("Administrator") == ["desk"]


def test_a_user_chooses_the_language_of_all_messages(db, browser):
    user = user_with("Trainer", unit=PROVINCE).name
    frappe.db.commit()
    person = browser(user)
    assert person.call(SET_LANGUAGE, language="fr").status_code == 200
    assert answer(person.get(SESSION))["language"] == "fr"


def test_a_woman_may_choose_hers_too(db, browser):
    woman = make_woman_with_account()
    frappe.db.commit()
    person = browser(woman.user)
    assert person.call(SET_LANGUAGE, language="ar").status_code == 200
    assert answer(person.get(SESSION))["language"] == "ar"


@pytest.mark.parametrize("language", ["de", "", "ar' or 1=1", "x" * 5000])
def test_another_language_is_refused(db, browser, language):
    user = user_with("Trainer", unit=PROVINCE).name
    before = frappe.db.get_value("User", user, "language")
    frappe.db.commit()
    response = browser(user).call(SET_LANGUAGE, language=language)
    assert response.status_code == 417
    assert frappe.db.get_value("User", user, "language") == before


def test_a_language_that_is_no_text_is_refused(db, browser):
    user = user_with("Trainer", unit=PROVINCE).name
    frappe.db.commit()
    assert 400 <= browser(user).call(SET_LANGUAGE, language=["ar"]).status_code < 500


def test_a_guest_sets_nobody_s_language(db, browser):
    assert browser("Guest").call(SET_LANGUAGE, language="fr").status_code in (401, 403)


def test_the_language_is_not_set_by_a_link(db, browser):
    user = user_with("Trainer", unit=PROVINCE).name
    frappe.db.commit()
    assert browser(user).get(f"/api/method/{SET_LANGUAGE}", language="fr").status_code in (403, 405)


def test_a_browser_forgets_the_papers_it_kept_when_she_logs_out(db, browser):
    woman = make_woman_with_account()
    frappe.db.commit()
    hers = browser(woman.user)
    assert "Clear-Site-Data" not in hers.get(SESSION).headers
    assert hers.call("logout").headers["Clear-Site-Data"] == '"cache"'
