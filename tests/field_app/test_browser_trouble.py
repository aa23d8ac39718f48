"""Each role's main job while the server fails, an answer is lost or everything is slow.

Nothing typed is lost, what happened is said in words, and the second try is not a second deed.
"""

import frappe
import pytest
from playwright.sync_api import expect

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.incubation import make_call, make_holder, make_project, make_staff
from tests.factories.people import make_woman_with_account
from tests.factories.rows import bare_row
from tests.factories.territory import PROVINCE
from tests.factories.training import hold_session, make_group, make_session, women_of
from tests.factories.users import user_with
from tests.field_app.steps import events, row_of, statuses, tap, wait_until
from tests.field_app.trouble import after_it_failed, answer_is_lost, fails, slow_down


@pytest.fixture
def session(db):
    return make_session(make_group(3))


@pytest.fixture
def payment(db):
    team = make_team()
    return make_payment(make_running_project(), team, "Verified"), team


@pytest.fixture
def alert(db):
    woman = make_woman_with_account().name
    values = {"kind": "No Contact", "beneficiary": woman, "unit": PROVINCE, "status": "Open"}
    coordinator = user_with("Coordinator", PROVINCE).name
    values |= {"since": "2026-01-02", "assigned_to": coordinator, "open_key": woman}
    values |= {"reference_doctype": "Beneficiary", "reference_name": woman, "raised_on": "2026-01-03"}
    return frappe.get_doc("Alert", bare_row("Alert", **values)), coordinator


def state_of(payment) -> str:
    return frappe.db.get_value(payment.doctype, payment.name, "workflow_state")


class TestTrainer:
    def test_marks_wait_while_the_server_fails_and_say_so(self, log_in, session):
        page = log_in(session.trainer, f"/sessions/{session.name}")
        page.get_by_test_id("roster").wait_for()
        mend = fails(page, "training.api.sync")
        tap(page, women_of(session)[0], "Present")
        expect(page.get_by_test_id("outbox-badge")).to_contain_text("1")
        page.get_by_test_id("outbox-badge").click()
        expect(page.get_by_test_id("outbox-item")).to_have_count(1)
        assert statuses(session.name) == {}
        mend()
        page.get_by_test_id("send-now").click()
        wait_until(lambda: list(statuses(session.name).values()) == ["Present"])
        expect(page.get_by_test_id("outbox-item")).to_have_count(0)

    def test_an_answer_that_is_lost_makes_no_second_mark(self, log_in, session):
        page = log_in(session.trainer, f"/sessions/{session.name}")
        page.get_by_test_id("roster").wait_for()
        mend = answer_is_lost(page, "training.api.sync")
        with after_it_failed(page):
            tap(page, women_of(session)[0], "Present")
        wait_until(lambda: len(statuses(session.name)) == 1)
        expect(row_of(page, women_of(session)[0])).to_have_attribute("data-waiting", "true")
        mend()
        page.goto("/incubation/outbox")  # opened again, the app sends by itself
        expect(page.get_by_test_id("outbox-item")).to_have_count(0)
        frappe.db.rollback()
        assert len(events(session.name)) == 1

    def test_a_slow_network_holds_up_no_tap(self, log_in, session):
        page = log_in(session.trainer, f"/sessions/{session.name}")
        page.get_by_test_id("roster").wait_for()
        slow_down(page)
        first, second, third = women_of(session)
        tap(page, first, "Present")
        page.wait_for_timeout(1_300)  # the sending is under way
        tap(page, second, "Present")
        tap(page, third, "Present")
        tap(page, third, "Absent")
        expect(page.get_by_test_id("count-here")).to_contain_text("2")
        wait_until(lambda: statuses(session.name) == {first: "Present", second: "Present", third: "Absent"})


class TestFunder:
    def test_a_reason_stays_while_the_server_fails(self, log_in, payment):
        payment, team = payment
        page = log_in(team.funder, f"/inbox/{payment.name}")
        mend = fails(page, "disbursement.api.decide")
        page.get_by_test_id("act-Return").click()
        page.get_by_test_id("reason").fill("Le devis est illisible.")
        page.get_by_test_id("confirm-decision").click()
        expect(page.get_by_test_id("sheet-problem")).to_be_visible()
        expect(page.get_by_test_id("reason")).to_have_value("Le devis est illisible.")
        mend()
        page.get_by_test_id("confirm-decision").click()
        wait_until(lambda: state_of(payment) == "Returned")

    def test_a_decision_whose_answer_is_lost_is_taken_once(self, log_in, payment):
        payment, team = payment
        page = log_in(team.funder, f"/inbox/{payment.name}")
        mend = answer_is_lost(page, "disbursement.api.decide")
        page.get_by_test_id("act-Approve").click()
        with after_it_failed(page):
            page.get_by_test_id("confirm-decision").click()
        expect(page.get_by_test_id("sheet-problem")).to_be_visible()
        wait_until(lambda: state_of(payment) == "Approved")
        mend()
        page.get_by_test_id("confirm-decision").click()
        page.get_by_test_id("toast").wait_for()  # the first answer again, not a refusal
        steps = frappe.get_doc(payment.doctype, payment.name).steps
        assert [row.step for row in steps].count("Approve") == 1

    def test_a_second_tab_is_refused_in_words(self, log_in, payment):
        payment, team = payment
        page = log_in(team.funder, f"/inbox/{payment.name}")
        other = page.context.new_page()
        other.goto(page.url)
        for tab in (page, other):
            tab.get_by_test_id("act-Approve").click()
        page.get_by_test_id("confirm-decision").click()
        wait_until(lambda: state_of(payment) == "Approved")
        other.get_by_test_id("confirm-decision").click()
        expect(other.get_by_test_id("decision")).to_have_count(0)  # it waits for her no more
        expect(other.get_by_test_id("empty-state")).to_be_visible()


class TestCoordinator:
    def test_a_note_stays_while_the_server_fails_and_after_a_reload(self, log_in, alert):
        alert, coordinator = alert
        page = log_in(coordinator, "/today")
        mend = fails(page, "follow_up.api.handle_alert")
        page.locator(f"[data-name='{alert.name}']").click()
        page.get_by_test_id("alert-note").fill("Je lui ai téléphoné.")
        page.get_by_test_id("confirm-alert").click()
        expect(page.get_by_test_id("sheet-problem")).to_be_visible()
        page.reload()
        page.locator(f"[data-name='{alert.name}']").click()
        expect(page.get_by_test_id("alert-note")).to_have_value("Je lui ai téléphoné.")
        mend()
        page.get_by_test_id("confirm-alert").click()
        wait_until(lambda: frappe.db.get_value("Alert", alert.name, "status") == "Handled")
        expect(page.locator(f"[data-name='{alert.name}']")).to_have_count(0)

    def test_an_alert_that_somebody_else_handled_is_refused_in_words(self, log_in, alert):
        alert, coordinator = alert
        page = log_in(coordinator, "/today")
        page.locator(f"[data-name='{alert.name}']").click()
        frappe.db.set_value("Alert", alert.name, {"status": "Closed", "open_key": None})
        frappe.db.commit()
        page.get_by_test_id("alert-note").fill("Je lui ai téléphoné.")
        page.get_by_test_id("confirm-alert").click()
        assert len(page.get_by_test_id("sheet-problem").inner_text()) > 20
        assert frappe.db.get_value("Alert", alert.name, "note") is None


class TestCoach:
    def test_a_visit_waits_while_the_server_fails_and_goes_once(self, log_in, db):
        staff = make_staff()
        project = make_project("In Incubation", staff)
        page = log_in(staff.coach, f"/visits/{project.name}/new")
        mend = fails(page, "incubation.visits_api.sync_visits")
        for field in ("place", "purpose", "observations"):
            page.get_by_test_id(field).fill("Atelier")
        page.get_by_test_id("save-visit").click()
        expect(page.get_by_test_id("kept-visit")).to_have_count(1)
        expect(page.get_by_test_id("send-visits")).to_be_enabled()
        mend()
        page.get_by_test_id("send-visits").click()
        expect(page.get_by_test_id("kept-visit")).to_have_count(0)
        frappe.db.rollback()
        assert frappe.db.count("Coaching Visit", {"project": project.name}) == 1

    def test_what_the_server_does_not_take_is_said_and_can_be_changed(self, log_in, db):
        staff = make_staff()
        project = make_project("In Incubation", staff)
        page = log_in(staff.coach, f"/visits/{project.name}/new")
        for field in ("place", "purpose", "observations"):
            page.get_by_test_id(field).fill("Atelier")
        page.get_by_test_id("visit_date").fill(frappe.utils.add_days(frappe.utils.today(), 1))
        page.get_by_test_id("save-visit").click()
        expect(page.get_by_test_id("visit-problem")).to_contain_text("futur")
        page.get_by_test_id("visit-problem").get_by_role("link").click()
        page.get_by_test_id("visit_date").fill(frappe.utils.today())
        page.get_by_test_id("save-visit").click()
        wait_until(lambda: frappe.db.count("Coaching Visit", {"project": project.name}) == 1)
        expect(page.get_by_test_id("kept-visit")).to_have_count(0)


class TestWoman:
    def test_her_words_wait_while_the_server_fails(self, log_in, db):
        make_call()
        holder = make_holder()
        page = log_in(holder.user, "/proposals")
        mend = fails(page, "incubation.api.save_proposal")
        page.get_by_test_id("begin-proposal").last.click()
        page.get_by_test_id("title").fill("Atelier de couture")
        page.get_by_test_id("sector-Crafts").check(force=True)
        page.get_by_test_id("step-next").click()
        page.get_by_test_id("description").fill("Des melhfas brodées.")
        expect(page.get_by_test_id("saving")).not_to_have_attribute("data-saving", "saved")
        page.reload()
        expect(page.get_by_test_id("description")).to_have_value("Des melhfas brodées.")
        mend()
        page.get_by_test_id("market").fill("Les femmes du quartier")
        expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "saved")
        rows = {"beneficiary": holder.name}
        wait_until(
            lambda: frappe.get_all("Project Proposal", rows, pluck="market") == ["Les femmes du quartier"]
        )

    def test_stars_are_given_once_though_the_answer_is_lost(self, log_in, db):
        woman = make_woman_with_account()
        session = hold_session(make_group([woman.name]), ["Present"])
        page = log_in(woman.user, "/training")
        mend = answer_is_lost(page, "training.api.give_feedback")
        page.get_by_test_id("give-feedback").click()
        expect(page.get_by_test_id("send-feedback")).to_be_disabled()
        for question, stars in (("usefulness", 4), ("clarity", 5)):
            page.get_by_test_id(f"{question}-{stars}").click()
        page.get_by_test_id("send-feedback").click()
        expect(page.get_by_test_id("sheet-problem")).to_be_visible()
        mend()
        page.get_by_test_id("send-feedback").click()
        page.get_by_test_id("toast").wait_for()
        expect(page.get_by_test_id("give-feedback")).to_have_count(0)
        frappe.db.rollback()
        given = frappe.get_all(
            "Session Feedback", {"training_session": session.name}, ["usefulness", "clarity"]
        )
        assert [tuple(row.values()) for row in given] == [(4, 5)]
