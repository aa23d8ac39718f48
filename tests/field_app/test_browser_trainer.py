"""A trainer in the hall: real Chromium, real server, a network that comes and goes."""

import frappe
import pytest
from frappe.sessions import clear_sessions
from frappe.utils.password import update_password
from playwright.sync_api import expect

from tests.factories.people import give_consent
from tests.factories.training import make_group, make_session, make_trainer, mark, send, women_of
from tests.factories.users import PASSWORD
from tests.field_app.steps import (
    PICTURE,
    events,
    kept_on_the_phone,
    log_in_again,
    log_in_elsewhere,
    row_of,
    statuses,
    tap,
    wait_until,
)


@pytest.fixture
def session(db):
    """A session of today with five women."""
    return make_session(make_group(5))


@pytest.fixture
def roster(log_in, session, installed_phone):
    """The session's page on the trainer's phone, kept for use without a network."""
    page = log_in(session.trainer, f"/sessions/{session.name}", on=installed_phone)
    page.get_by_test_id("roster").wait_for()
    kept_on_the_phone(page)
    return page


def test_a_portrait_is_shown_to_who_marks_and_stays_without_a_network(log_in, session, installed_phone):
    woman = women_of(session)[0]
    give_consent(woman, "Photo on the Roster")
    picture = {"file_name": "face.png", "content": PICTURE, "is_private": 1}
    picture |= {"attached_to_doctype": "Beneficiary", "attached_to_name": woman}
    address = frappe.get_doc({"doctype": "File", **picture}).insert().file_url
    frappe.get_doc("Beneficiary", woman).update({"photo": address}).save()
    page = log_in(session.trainer, f"/sessions/{session.name}", on=installed_phone)
    expect(row_of(page, woman).get_by_test_id("portrait")).to_be_visible()
    expect(page.get_by_test_id("portrait")).to_have_count(1)
    kept_on_the_phone(page)
    page.context.set_offline(True)
    page.reload()
    expect(row_of(page, woman).get_by_test_id("portrait")).to_be_visible()


def test_a_tap_marks_and_another_changes(roster, session):
    women = women_of(session)
    tap(roster, women[0], "Present")
    tap(roster, women[1], "Present")
    tap(roster, women[1], "Absent")
    wait_until(lambda: statuses(session.name) == {women[0]: "Present", women[1]: "Absent"})
    expect(row_of(roster, women[0])).to_have_attribute("data-waiting", "false")


def test_late_excused_all_present_and_closing(roster, session):
    women = women_of(session)
    row_of(roster, women[0]).get_by_test_id("mark-more").click()
    roster.get_by_test_id("set-Late").click()
    roster.get_by_test_id("late-15").click()
    roster.get_by_test_id("save-mark").click()
    row_of(roster, women[1]).get_by_test_id("mark-more").click()
    roster.get_by_test_id("set-Excused").click()
    roster.get_by_test_id("save-mark").click()
    expect(roster.locator("#excuse-missing")).to_be_visible()
    roster.get_by_test_id("excuse-reason").fill("Enfant malade")
    roster.get_by_test_id("save-mark").click()
    roster.get_by_test_id("all-present").click()
    tap(roster, women[4], "Absent")
    expect(roster.get_by_test_id("count-here")).to_contain_text("3")
    roster.get_by_test_id("close-session").click()
    roster.get_by_test_id("confirm-close").click()
    wait_until(lambda: frappe.db.get_value("Training Session", session.name, "status") == "Closed")
    assert list(statuses(session.name).values()).count("Present") == 2
    late = frappe.db.get_value("Session Attendance", {"beneficiary": women[0]}, ["status", "late_minutes"])
    assert late == ("Late", 15)
    excuse = frappe.db.get_value("Session Attendance", {"beneficiary": women[1]}, ["status", "reason"])
    assert excuse == ("Excused", "Enfant malade")


def test_closing_says_how_many_will_be_absent(roster, session):
    women = women_of(session)
    tap(roster, women[0], "Present")
    roster.get_by_test_id("close-session").click()
    expect(roster.get_by_test_id("confirm-close")).to_contain_text("4")
    roster.get_by_test_id("confirm-close").click()
    wait_until(lambda: sorted(statuses(session.name).values()) == ["Absent"] * 4 + ["Present"])


def test_marks_made_without_a_network_survive_and_arrive_once(roster, session):
    women = women_of(session)
    roster.context.set_offline(True)
    for woman in women[:3]:
        tap(roster, woman, "Present")
    expect(roster.get_by_test_id("outbox-badge")).to_contain_text("3")
    roster.reload()  # the phone was switched off and on
    expect(row_of(roster, women[2])).to_have_attribute("data-status", "Present")
    expect(roster.get_by_test_id("outbox-badge")).to_contain_text("3")
    tap(roster, women[2], "Absent")
    assert statuses(session.name) == {}
    roster.context.set_offline(False)
    wait_until(lambda: len(statuses(session.name)) == 3)
    expect(roster.get_by_test_id("outbox-badge")).to_have_count(0)
    assert statuses(session.name)[women[2]] == "Absent"
    sent = events(session.name)
    assert len(sent) == len(set(sent))


def test_a_did_not_happen_without_a_network_arrives_with_its_reason(roster, session):
    roster.context.set_offline(True)
    roster.get_by_test_id("did-not-happen").click()
    roster.get_by_test_id("confirm-did-not-happen").click()
    expect(roster.locator("#cancelled-missing")).to_be_visible()
    roster.get_by_test_id("cancelled-reason").fill("Route coupée")
    roster.get_by_test_id("confirm-did-not-happen").click()
    roster.context.set_offline(False)
    wait_until(lambda: frappe.db.get_value("Training Session", session.name, "status") == "Did Not Happen")
    assert frappe.db.get_value("Training Session", session.name, "status_reason") == "Route coupée"


def test_two_tabs_show_the_same_and_send_once(roster, session):
    women = women_of(session)
    other = roster.context.new_page()
    other.goto(roster.url)
    other.get_by_test_id("roster").wait_for()
    roster.context.set_offline(True)
    tap(roster, women[0], "Present")
    expect(row_of(other, women[0])).to_have_attribute("data-status", "Present")
    tap(other, women[1], "Present")
    expect(row_of(roster, women[1])).to_have_attribute("data-status", "Present")
    expect(roster.get_by_test_id("outbox-badge")).to_contain_text("2")
    roster.context.set_offline(False)
    wait_until(lambda: len(statuses(session.name)) == 2)
    expect(roster.get_by_test_id("outbox-badge")).to_have_count(0)
    expect(other.get_by_test_id("outbox-badge")).to_have_count(0)
    assert len(events(session.name)) == 2


def test_an_expired_session_keeps_the_queue_until_the_next_log_in(roster, session):
    women = women_of(session)
    clear_sessions(session.trainer, force=True)
    frappe.db.commit()
    tap(roster, women[0], "Present")
    roster.get_by_test_id("away-notice").wait_for()
    tap(roster, women[1], "Present")
    expect(roster.get_by_test_id("outbox-badge")).to_contain_text("2")
    assert statuses(session.name) == {}
    log_in_again(roster)
    wait_until(lambda: len(statuses(session.name)) == 2)
    expect(roster.get_by_test_id("roster")).to_be_visible()  # back where she was
    expect(roster.get_by_test_id("outbox-badge")).to_have_count(0)


def test_a_new_token_is_fetched_where_the_old_one_is_refused(roster, session):
    """Another tab has logged in anew: the token that this one holds is of a session that is no more."""
    women = women_of(session)
    log_in_elsewhere(roster, session.trainer)
    tap(roster, women[0], "Present")
    wait_until(lambda: len(statuses(session.name)) == 1)
    expect(roster.get_by_test_id("away-notice")).to_have_count(0)


def test_marks_are_never_sent_in_the_name_of_another(log_in, roster, session):
    """Somebody else logs in on the same phone, in another tab, while marks wait."""
    women = women_of(session)
    other = make_trainer()
    update_password(other, PASSWORD)
    frappe.db.commit()
    log_in_elsewhere(roster, other)
    tap(roster, women[0], "Present")
    roster.get_by_test_id("empty-state").wait_for()  # the other trainer's home: no session of hers
    roster.wait_for_timeout(2_000)
    assert statuses(session.name) == {}
    assert events(session.name) == []
    log_in_elsewhere(roster, session.trainer)  # back again: the mark has waited
    roster.reload()
    wait_until(lambda: statuses(session.name) == {women[0]: "Present"})


def test_log_out_says_what_is_unsent_and_deletes_nothing_unasked(roster, session):
    women = women_of(session)
    roster.context.set_offline(True)
    tap(roster, women[0], "Present")
    roster.get_by_test_id("open-account").click()
    roster.get_by_test_id("log-out").click()
    expect(roster.get_by_test_id("logout-unsent")).to_be_visible()
    expect(roster.get_by_test_id("confirm-log-out")).to_be_disabled()
    roster.get_by_test_id("logout-sure").check()
    roster.get_by_test_id("confirm-log-out").click()
    expect(roster.get_by_test_id("logout-problem")).to_be_visible()  # no network, no log-out
    roster.context.set_offline(False)
    wait_until(lambda: len(statuses(session.name)) == 1)


def test_log_out_leaves_nothing_of_the_trainer(roster, session):
    roster.get_by_test_id("open-account").click()
    roster.get_by_test_id("log-out").click()
    roster.get_by_test_id("confirm-log-out").click()
    roster.get_by_test_id("log-in").wait_for()
    kept = roster.evaluate("indexedDB.databases().then((all) => JSON.stringify([all, localStorage]))")
    assert session.trainer not in kept
    roster.goto("/incubation/sessions")
    roster.get_by_test_id("log-in").wait_for()


def test_a_mark_that_meets_another_is_shown_with_its_reason(roster, session):
    women = women_of(session)
    roster.context.set_offline(True)
    tap(roster, women[0], "Present")
    send([mark(session, women[0], "Absent")], session)
    frappe.db.commit()
    roster.context.set_offline(False)
    problem = row_of(roster, women[0]).get_by_test_id("problem")
    problem.wait_for()
    assert problem.get_attribute("data-problem") in ("conflict", "stale")
    problem.get_by_test_id("problem-seen").click()
    expect(roster.get_by_test_id("problem")).to_have_count(0)


def test_a_future_session_cannot_be_marked(log_in, session):
    tomorrow = make_session(
        frappe.get_doc("Training Group", session.training_group),
        session_date=frappe.utils.add_days(frappe.utils.today(), 1),
    )
    page = log_in(session.trainer, f"/sessions/{tomorrow.name}")
    page.get_by_test_id("roster").wait_for()
    expect(page.get_by_test_id("mark").first).to_be_disabled()
    expect(page.get_by_test_id("close-session")).to_have_count(0)
