"""Those who decide on payments: what waits, what is left, the decision, and refusals in words."""

import frappe
import pytest
from playwright.sync_api import expect

from tests.factories.disbursement import RIB, make_payment, make_running_project, make_team
from tests.field_app.steps import wait_until


@pytest.fixture
def team(db):
    """One person for each duty."""
    return make_team()


def state_of(payment) -> str:
    return frappe.db.get_value(payment.doctype, payment.name, "workflow_state")


@pytest.fixture
def open_item(log_in):
    """`open_item(user, payment)`: the payment's page, opened by its address."""

    def enter(user, payment):
        page = log_in(user, f"/inbox/{payment.name}")
        page.get_by_test_id("decision").wait_for()
        return page

    return enter


def test_a_funder_sees_what_is_left_and_approves(open_item, team):
    payment = make_payment(make_running_project(tranches=(60_000, 40_000)), team, "Verified")
    page = open_item(team.funder, payment)
    expect(page.get_by_test_id("project-left")).to_contain_text("100")
    expect(page.get_by_test_id("project-left")).to_contain_text("40")
    expect(page.get_by_test_id("evidence").locator("a")).to_have_count(1)
    page.get_by_test_id("act-Approve").click()
    page.get_by_test_id("confirm-decision").click()
    wait_until(lambda: state_of(payment) == "Approved")
    page.goto("/incubation/history")
    expect(page.get_by_test_id("history").locator("li").first).to_be_visible()


def test_a_return_wants_a_reason(open_item, team):
    payment = make_payment(make_running_project(), team, "Verified")
    page = open_item(team.funder, payment)
    page.get_by_test_id("act-Return").click()
    page.get_by_test_id("confirm-decision").click()
    expect(page.locator("#reason-missing")).to_be_visible()
    assert state_of(payment) == "Verified"
    page.get_by_test_id("reason").fill("Le devis est illisible.")
    page.get_by_test_id("confirm-decision").click()
    wait_until(lambda: state_of(payment) == "Returned")
    assert frappe.db.get_value(payment.doctype, payment.name, "step_reason") == "Le devis est illisible."


def test_many_at_once_get_an_answer_each(log_in, team):
    project = make_running_project(tranches=(30_000, 30_000))
    good = make_payment(project, team, "Verified")
    other = make_payment(make_running_project(), team, "Verified")
    page = log_in(team.funder)
    page.get_by_test_id("choose-many").click()
    for payment in (good, other):
        page.locator(f"[data-name='{payment.name}']").get_by_test_id("choose").check()
    page.get_by_test_id("decide-many").click()
    # Meanwhile somebody else has returned one of them.
    frappe.set_user(team.funder)
    doc = frappe.get_doc(other.doctype, other.name)
    doc.update({"workflow_state": "Returned", "step_reason": "Double"})
    doc.save()
    frappe.set_user("Administrator")
    frappe.db.commit()
    page.get_by_test_id("confirm-many").click()
    expect(page.get_by_test_id("bulk-answer")).to_have_count(2)
    expect(page.locator("[data-testid=bulk-answer][data-ok=true]")).to_have_count(1)
    refused = page.locator("[data-testid=bulk-answer][data-ok=false]")
    assert len(refused.inner_text().strip()) > 20  # in words
    wait_until(lambda: (state_of(good), state_of(other)) == ("Approved", "Returned"))


def test_a_payment_is_recorded_with_its_reference_and_day(open_item, team):
    payment = make_payment(make_running_project(), team, "Approved")
    page = open_item(team.payment_officer, payment)
    page.get_by_test_id("act-Record Payment").click()
    page.get_by_test_id("paid_on").fill(frappe.utils.add_days(frappe.utils.today(), 1))
    page.get_by_test_id("confirm-decision").click()
    expect(page.locator("#reference-missing")).to_be_visible()
    expect(page.locator("#paid-on-missing")).to_be_visible()
    page.get_by_test_id("bank_reference").fill("VIR-2026-77")
    page.get_by_test_id("paid_on").fill(frappe.utils.today())
    page.get_by_test_id("confirm-decision").click()
    wait_until(lambda: state_of(payment) == "Paid")
    assert frappe.db.get_value(payment.doctype, payment.name, "bank_reference") == "VIR-2026-77"


def test_decisions_need_a_network_and_say_so(open_item, team):
    payment = make_payment(make_running_project(), team, "Verified")
    page = open_item(team.funder, payment)
    page.context.set_offline(True)
    expect(page.get_by_test_id("act-Approve")).to_be_disabled()
    page.context.set_offline(False)
    expect(page.get_by_test_id("act-Approve")).to_be_enabled()


def test_a_batch_goes_to_the_bank_and_its_answer_comes_back(log_in, team):
    payment = make_payment(make_running_project(), team, "Approved")
    page = log_in(team.payment_officer, "/batches")
    page.locator(f"[data-testid=ready-payment][data-name='{payment.name}'] input").check()
    page.get_by_test_id("make-batch").click()
    page.get_by_test_id("debtor-name").fill("Trésorerie de Laâyoune")
    page.get_by_test_id("debtor-rib").fill(RIB)
    page.get_by_test_id("confirm-batch").click()
    page.get_by_test_id("batch-sent").click()
    bad = {"name": "bank.csv", "mimeType": "text/csv", "buffer": b"what;is;this\n1;2;3\n"}
    page.get_by_test_id("bank-result").set_input_files(bad)
    expect(page.get_by_test_id("batch-problem")).to_be_visible()
    assert state_of(payment) == "Approved"
    amount = f"{payment.amount:.2f}"
    paid = f"{payment.name};PAID;VIR-77;{frappe.utils.today()};{amount};"
    heads = "payment;status;reference;paid_on;amount;reason"
    answer = f"{heads}\n{paid}\nTOTAL;1;;;{amount};\n".encode()
    page.get_by_test_id("bank-result").set_input_files({**bad, "buffer": answer})
    wait_until(lambda: state_of(payment) == "Paid")
    expect(page.get_by_test_id("batch-row")).to_have_attribute("data-outcome", "Paid")
