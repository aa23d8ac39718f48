"""The Desk pages of training, as a trainer and a coordinator use them, in Chromium."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.training import close, make_group, make_session, mark, send, women_of
from tests.factories.training_results import make_coordinator

LINES = "tr.line"


@pytest.fixture
def session(db):
    """A planned session of today of three women, in Arabic."""
    session = make_session(make_group(3, place="Maison de la femme", end_date=add_days(today(), 60)))
    frappe.db.set_value("User", session.trainer, "language", "ar")
    return session


def table(session):
    """Status and minutes of each woman, in the order of the group."""
    frappe.db.rollback()
    rows = frappe.get_all(
        "Session Attendance", {"training_session": session.name}, ["beneficiary", "status", "late_minutes"]
    )
    by_woman = {row.beneficiary: (row.status, row.late_minutes) for row in rows}
    return [by_woman.get(woman) for woman in women_of(session)]


def type_keys(page, *keys):
    """Press keys on the sheet, which has the focus."""
    page.wait_for_selector(f"{LINES}:focus")
    for key in keys:
        page.keyboard.press(key)


def test_a_sheet_is_typed_in_with_the_keyboard_alone(desk, session):
    page = desk(session.trainer, f"type-in-a-sheet/{session.name}")
    assert page.evaluate("document.dir") == "rtl"
    type_keys(page, "p", "l", "1", "5", "ArrowDown", "a", "Control+Enter")
    page.locator(".page-actions .primary-action").click()  # nobody typed it as well: it is recorded as it is
    page.locator(".msgprint").wait_for()
    assert table(session) == [("Present", 0), ("Late", 15), ("Absent", 0)]


def test_what_was_typed_is_there_after_the_page_was_closed(desk, session):
    page = desk(session.trainer, f"type-in-a-sheet/{session.name}")
    type_keys(page, "e", "p")
    page.locator(".indicator-pill.green").first.wait_for()  # saved by itself
    page.wait_for_function("() => !frappe.request.ajax_count")
    page.wait_for_timeout(2000)
    page.reload()
    page.wait_for_selector(f"{LINES}:focus")
    assert page.locator(f"{LINES} .said .indicator-pill").count() == 2
    assert table(session) == [None, None, None]


def test_two_people_type_a_sheet_and_settle_what_differs(desk, session):
    trainer = desk(session.trainer, f"type-in-a-sheet/{session.name}")
    type_keys(trainer, "p", "p", "a", "Control+Enter")
    trainer.wait_for_function("() => !frappe.request.ajax_count")
    page = desk(make_coordinator(), f"type-in-a-sheet/{session.name}")
    type_keys(page, "p", "a", "a", "Control+Enter")
    page.locator("select.settled").wait_for()
    assert page.locator("tr.table-warning").count() == 1
    page.locator("select.settled").select_option(label="Absent")
    page.locator(".page-actions .primary-action").click()
    page.locator(".msgprint").wait_for()
    assert table(session) == [("Present", 0), ("Absent", 0), ("Absent", 0)]


def test_waiting_marks_are_answered_on_one_screen(desk, session):
    send([*(mark(session, woman) for woman in women_of(session)), close(session)], session)
    send([mark(session, woman, "Absent", base_version=1) for woman in women_of(session)[:2]], session)
    page = desk(make_coordinator(), "attendance-review")
    lines = page.locator(
        "tr[data-name]", has_text=frappe.db.get_value("Training Group", session.training_group, "group_name")
    )
    assert lines.count() == 2
    for number in range(2):
        lines.nth(number).locator("input.choose").check()
    page.get_by_role("button", name="Accept").click()
    page.locator(".modal.show textarea").fill("The trainer confirmed it.")
    page.locator(".modal.show textarea").blur()
    page.wait_for_function("() => cur_dialog?.get_value('reason')")
    page.locator(".modal.show .btn-modal-primary").click()
    page.locator(".answer .indicator-pill.green").nth(1).wait_for()
    assert table(session) == [("Absent", 0), ("Absent", 0), ("Present", 0)]


def test_a_closed_session_is_corrected_with_a_reason(desk, session):
    send([*(mark(session, woman) for woman in women_of(session)), close(session)], session)
    page = desk(make_coordinator(), f"training-session/{session.name}")
    page.get_by_role("button", name="Correct a Mark").click()
    dialog = page.locator(".modal.show")
    dialog.locator("[data-fieldname=beneficiary] select").select_option(women_of(session)[1])
    dialog.locator("[data-fieldname=status] select").select_option("Excused")
    dialog.locator("[data-fieldname=correction_reason] textarea").fill("She brought the paper.")
    dialog.locator("[data-fieldname=correction_reason] textarea").blur()
    page.wait_for_function("() => cur_dialog?.get_value('correction_reason')")
    dialog.locator(".btn-modal-primary").click()
    dialog.wait_for(state="hidden")
    page.wait_for_function("() => !frappe.request.ajax_count")
    assert table(session) == [("Present", 0), ("Excused", 0), ("Present", 0)]


def test_the_calendar_shows_sessions_and_opens_them(desk, session):
    page = desk(make_coordinator(), "training-session/view/calendar")
    name = frappe.db.get_value("Training Group", session.training_group, "group_name")
    event = page.locator(".fc-event", has_text=name)
    event.wait_for()
    assert "09:00" in event.inner_text()
    colour = event.evaluate("element => element.style.backgroundColor")
    assert colour and colour != "rgb(255, 255, 255)"
    event.click()
    page.wait_for_url(f"**/training-session/{session.name}")


def test_a_series_is_looked_at_and_made(desk):
    group = make_group(1, end_date=add_days(today(), 60))
    page = desk(make_coordinator(), f"training-group/{group.name}")
    page.get_by_role("button", name="Plan Sessions").click()
    dialog = page.locator(".modal.show")
    dialog.locator(".btn-modal-primary").click()
    dialog.locator(".btn-modal-secondary").wait_for()
    planned = dialog.locator("[data-fieldname=result] tbody tr").count()
    dialog.locator(".btn-modal-secondary").click()
    page.wait_for_url("**/training-session/view/calendar/**")
    frappe.db.rollback()
    assert frappe.db.count("Training Session", {"training_group": group.name}) == planned > 0
