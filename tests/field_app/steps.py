"""What several tests of the field app do and look at."""

import base64
import json
import time
from collections.abc import Callable

import frappe
from playwright.sync_api import Page, expect

from tests.factories.users import PASSWORD

PHONE = {"width": 360, "height": 640}
# The smallest picture there is.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def fill_in_the_door(page: Page, user: str, password: str = PASSWORD) -> None:
    """Type the name and the password, and log in."""
    page.get_by_test_id("user").fill(user)
    page.get_by_test_id("password").fill(password)
    page.get_by_test_id("log-in").click()


def wait_until(true: Callable[[], bool], seconds: float = 15) -> None:
    """Look at the database again and again; each look sees what is committed by then."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        frappe.db.rollback()
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("It did not become true.")


def log_in_again(page: Page) -> None:
    """From the notice, with the name filled in already."""
    page.get_by_test_id("log-in-again").click()
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("log-in").click()


def log_in_elsewhere(page: Page, user: str) -> None:
    """A log-in in another tab of the same browser, of which this page is not told."""
    body = json.dumps({"usr": user, "pwd": PASSWORD})
    headers = {"Content-Type": "application/json"}
    tab = page.context.new_page()
    tab.goto("/assets/women_incubation/images/logo.svg")
    options = {"method": "POST", "headers": headers, "body": body}
    assert tab.evaluate("(options) => fetch('/api/method/login', options).then((r) => r.ok)", options)
    tab.close()


def kept_on_the_phone(page: Page) -> None:
    """Wait until the service worker controls the app: from now on it opens without a network."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def row_of(page: Page, beneficiary: str):
    """A woman's row in the roster."""
    return page.locator(f"[data-testid=roster-row][data-beneficiary='{beneficiary}']")


def fill_birth_date(page: Page, iso: str) -> None:
    """A birth as it is asked: day, month, year."""
    year, month, day = iso.split("-")
    page.get_by_test_id("birth_date-day").fill(str(int(day)))
    page.get_by_test_id("birth_date-month").select_option(str(int(month)))
    page.get_by_test_id("birth_date-year").fill(year)


def tap(page: Page, beneficiary: str, status: str) -> None:
    """One tap, and what it must make of her row."""
    row_of(page, beneficiary).get_by_test_id("mark").click()
    expect(row_of(page, beneficiary)).to_have_attribute("data-status", status)


def statuses(session: str) -> dict[str, str]:
    """What the server holds of a session: woman -> status."""
    rows = frappe.get_all("Session Attendance", {"training_session": session}, ["beneficiary", "status"])
    return {row.beneficiary: row.status for row in rows}


def events(session: str) -> list[str]:
    """The UUIDs of the marks that the server has taken in."""
    return frappe.get_all(
        "Attendance Event", {"training_session": session, "kind": "Mark"}, pluck="client_uuid"
    )
