"""Before the log-in: a code instead of a password, and a woman who registers herself."""

import frappe
from playwright.sync_api import expect

from tests.factories import serial
from tests.factories.notices import make_ordered_codes
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE, REGION
from tests.field_app.steps import fill_birth_date, wait_until


def code_that_was_sent() -> str:
    """The background's half, in this process: the request has ordered the code."""
    found: list[str] = []

    def look() -> bool:
        found.extend(make_ordered_codes())
        frappe.db.commit()
        return bool(found)

    wait_until(look)
    return found[-1]


def ask_for_a_code(page, address: str) -> None:
    page.goto("/incubation/login")
    page.get_by_test_id("by-code").click()
    page.get_by_test_id("code-address").fill(address)
    page.get_by_test_id("ask-code").click()
    page.get_by_test_id("code-sent").wait_for()


def test_a_woman_logs_in_with_a_code_on_her_phone(phone, db):
    woman = make_beneficiary(phone=f"+212655{serial():06d}")
    frappe.db.commit()
    page = phone(language="ar").new_page()
    ask_for_a_code(page, f"0{woman.phone[4:]}")
    code = code_that_was_sent()
    page.get_by_test_id("code").fill("000000" if code != "000000" else "111111")
    page.get_by_test_id("code-log-in").click()
    expect(page.get_by_test_id("login-problem")).to_be_visible()
    page.get_by_test_id("code").fill(code)
    page.get_by_test_id("code-log-in").click()
    page.get_by_test_id("path").wait_for()


def test_a_woman_registers_herself(phone, db):
    frappe.db.commit()
    name, number = f"Elle{serial()}", f"0644{serial():06d}"
    page = phone(language="fr").new_page()
    page.goto("/incubation/register")
    page.get_by_test_id("register-next").click()
    expect(page.locator("#first_name_ar-error")).to_be_visible()
    answers = {"first_name_ar": "غزلان", "last_name_ar": "نفسي", "first_name": "Ghizlane", "last_name": name}
    for field, value in answers.items():
        page.get_by_test_id(field).fill(value)
    fill_birth_date(page, "1992-11-03")
    page.get_by_test_id("register-next").click()
    page.get_by_test_id("region").select_option(REGION)
    page.get_by_test_id("province").select_option(PROVINCE)
    commune = page.get_by_test_id("unit")
    page.wait_for_load_state("networkidle")
    if commune.count():
        commune.select_option(index=1)
    page.get_by_test_id("register-next").click()
    page.get_by_test_id("category-Woman Project Holder").check()
    page.get_by_test_id("register-next").click()
    page.get_by_test_id("phone").fill("12")
    page.get_by_test_id("register-next").click()
    expect(page.get_by_test_id("register-problem")).to_be_visible()
    page.get_by_test_id("phone").fill(number)
    page.get_by_test_id("register-next").click()
    page.get_by_test_id("code-sent").wait_for()
    page.get_by_test_id("code").fill(code_that_was_sent())
    page.get_by_test_id("confirm-registration").click()
    page.get_by_test_id("registered").wait_for()
    wait_until(lambda: frappe.db.exists("Beneficiary", {"last_name": name}) is not None)
    woman = frappe.get_doc("Beneficiary", {"last_name": name})
    assert (woman.registration_origin, woman.registration_status) == ("Herself", "To Confirm")
