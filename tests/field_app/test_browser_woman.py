"""A woman with her phone: her path, her proposal with and without a network, her money."""

import io
import random

import frappe
import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.incubation import holder_user, make_call, make_holder, make_project, make_staff, move
from tests.field_app.steps import PICTURE, kept_on_the_phone, wait_until
from tests.field_app.writing import begin, bring_own_part, count, describe
from women_incubation.notices.door import tell


@pytest.fixture
def holder(db):
    """A woman with both consents, and a call that is open to her."""
    make_call()
    return make_holder()


def projects_of(holder) -> list:
    fields = ["name", "title", "workflow_state", "description", "requested_amount"]
    return frappe.get_all("Project Proposal", {"beneficiary": holder.name}, fields)


def quote_of(holder) -> str:
    """The quote of her first thing, as the server has it now."""
    frappe.db.rollback()
    return frappe.get_doc("Project Proposal", projects_of(holder)[0].name).budget_items[0].quote


def big_picture() -> bytes:
    """Noise, which neither PNG nor JPEG makes small."""
    out = io.BytesIO()
    Image.frombytes("RGB", (900, 900), random.randbytes(900 * 900 * 3)).save(out, "PNG")
    return out.getvalue()


def test_she_writes_and_sends_her_project(log_in, holder):
    page = log_in(holder.user)
    begin(page)
    describe(page)
    count(page)
    bring_own_part(page)
    page.get_by_test_id("submit-proposal").click()
    expect(page.get_by_test_id("proposal-state").get_by_test_id("state")).to_be_visible()
    wait_until(lambda: [row.workflow_state for row in projects_of(holder)] == ["Submitted"])
    project = frappe.get_doc("Project Proposal", projects_of(holder)[0].name)
    assert (project.budget_items[0].amount, project.requested_amount) == (20_000.5, 8_000.5)
    assert project.budget_items[0].quote.startswith("/private/files/")


def test_a_photo_arrives_also_when_she_does_not_wait_for_it(log_in, holder):
    page = log_in(holder.user)
    begin(page)
    describe(page)
    picture = {"name": "devis.png", "mimeType": "image/png", "buffer": PICTURE}
    page.get_by_test_id("quote-0").set_input_files(picture)
    count(page, photo=False)
    bring_own_part(page)
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "saved")
    assert quote_of(holder).startswith("/private/files/")


def test_a_big_photo_goes_on_after_a_cut_and_a_reload_from_where_it_was(log_in, holder):
    page = log_in(holder.user)
    begin(page)
    describe(page)
    sent: list[int] = []

    def cut_after_three(route) -> None:
        sent.append(0)
        route.abort() if len(sent) > 3 else route.continue_()

    page.route("**/*quotes_api.send_piece*", cut_after_three)
    photo = {"name": "devis.png", "mimeType": "image/png", "buffer": big_picture()}
    page.get_by_test_id("quote-file-0").set_input_files(photo)
    page.get_by_test_id("item-label-0").fill("Machine à coudre")
    with page.expect_event("requestfailed"):
        page.get_by_test_id("amount-0").fill("20 000,50")
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "kept")
    expect(page.get_by_test_id("quote-here-0")).to_have_attribute("data-sent", "false")
    kept = {piece.number for piece in frappe.get_all("Quote Piece", {"user": holder.user}, ["number"])}
    assert kept == {0, 1, 2}
    assert not quote_of(holder)
    again: list[str] = []
    page.unroute("**/*quotes_api.send_piece*")
    page.on("request", lambda request: again.append(request.url) if "send_piece" in request.url else None)
    with page.expect_response("**/*quotes_api.photo_state*") as asked:
        page.reload()
    missing = asked.value.json()["message"]["missing"]
    expect(page.get_by_test_id("quote-here-0")).to_have_attribute("data-sent", "true")
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "saved")
    assert quote_of(holder).startswith("/private/files/quote-")
    assert frappe.db.count("Quote Piece", {"user": holder.user}) == 0
    assert (missing[0], len(again)) == (3, len(missing))  # what had arrived was not sent again


def test_what_is_missing_is_named_and_leads_to_its_step(log_in, holder):
    page = log_in(holder.user)
    begin(page)
    describe(page)
    count(page, photo=False)
    bring_own_part(page)
    expect(page.get_by_test_id("submit-proposal")).to_be_disabled()
    page.get_by_test_id("missing").locator("button[data-step=budget]").first.click()
    expect(page.get_by_test_id("item-label-0")).to_have_value("Machine à coudre")


def test_a_step_says_what_it_wants(log_in, holder):
    page = log_in(holder.user, "/proposals")
    page.get_by_test_id("begin-proposal").last.click()
    page.get_by_test_id("step-next").click()
    expect(page.locator("#title-error")).to_be_visible()
    expect(page.get_by_test_id("title")).to_be_focused()
    assert projects_of(holder) == []


def test_a_proposal_written_without_a_network_is_kept_and_arrives(log_in, holder):
    page = log_in(holder.user, "/proposals")
    page.get_by_test_id("call").first.wait_for()
    kept_on_the_phone(page)
    page.context.set_offline(True)
    page.get_by_test_id("begin-proposal").last.click()
    page.get_by_test_id("title").fill("Atelier de couture")
    page.get_by_test_id("sector-Crafts").check(force=True)
    describe(page)
    count(page)
    page.reload()
    expect(page.get_by_test_id("own_cash_centimes")).to_be_visible()
    bring_own_part(page)
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "kept")
    assert projects_of(holder) == []
    page.context.set_offline(False)
    wait_until(lambda: [row.description for row in projects_of(holder)] == ["Des melhfas brodées."])
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "saved")
    assert quote_of(holder).startswith("/private/files/")


def test_a_text_changed_elsewhere_is_not_overwritten(log_in, holder):
    page = log_in(holder.user)
    begin(page)
    page.get_by_test_id("step-next").click()
    wait_until(lambda: len(projects_of(holder)) == 1)
    expect(page.get_by_test_id("saving")).to_have_attribute("data-saving", "saved")
    project = frappe.get_doc("Project Proposal", projects_of(holder)[0].name)
    project.description = "Écrit ailleurs"
    frappe.set_user(holder.user)
    project.save()
    frappe.set_user("Administrator")
    frappe.db.commit()
    page.get_by_test_id("market").fill("Mes clientes")
    page.get_by_test_id("saving-elsewhere").wait_for()
    assert projects_of(holder)[0].description == "Écrit ailleurs"
    page.get_by_test_id("take-servers").click()
    expect(page.get_by_test_id("description")).to_have_value("Écrit ailleurs")


def test_she_sees_her_money_and_says_that_it_came(log_in, db):
    team = make_team()
    project = make_running_project()
    payment = make_payment(project, team, "Paid")
    woman = frappe.get_doc("Beneficiary", project.beneficiary)
    page = log_in(woman.user)
    page.get_by_test_id("next-action").click()
    page.get_by_test_id(f"received-{payment.name}").click()
    page.get_by_test_id("confirm-receipt").click()
    wait_until(lambda: frappe.db.get_value(payment.doctype, payment.name, "workflow_state") == "Received")
    expect(page.get_by_test_id(f"received-{payment.name}")).to_have_count(0)
    expect(page.get_by_test_id("tranche").first).to_have_attribute("data-state", "Received")


def test_a_change_is_asked_at_its_field_and_answered_there(log_in, db):
    staff = make_staff()
    project = make_project("Under Review", staff)
    asked = [{"field_name": "market", "request": "Qui achète en hiver ?"}]
    move(project, "Changes Requested", staff.coordinator, requested_changes=asked)
    page = log_in(holder_user(project), f"/proposals/{project.name}/description")
    expect(page.get_by_test_id("field-note")).to_contain_text("Qui achète en hiver ?")
    page.get_by_test_id("change-answer").fill("Les touristes.")
    answered = {"parent": project.name, "answer": "Les touristes."}
    wait_until(lambda: frappe.db.exists("Requested Change", answered) is not None)
    page.goto(f"/incubation/proposals/{project.name}/idea")
    page.get_by_test_id("title").wait_for()
    expect(page.get_by_test_id("change-answer")).to_have_count(0)


def test_she_asks_for_help_and_is_told_who_has_it(log_in, db):
    project = make_running_project()
    woman = frappe.get_doc("Beneficiary", project.beneficiary)
    page = log_in(woman.user)
    page.get_by_test_id("ask-for-help").click()
    page.get_by_test_id("help-Money").click()
    page.get_by_test_id("send-help").click()
    expect(page.locator("#help-text-error")).to_be_visible()
    page.get_by_test_id("help-text").fill("L'argent n'est pas là.")
    page.get_by_test_id("send-help").click()
    page.get_by_test_id("toast").wait_for()
    wait_until(lambda: frappe.db.exists("Notice", {"reference_name": woman.name, "purpose": "Help"}))


def test_a_new_message_is_counted_until_it_is_read(log_in, holder):
    tell(user=holder.user, language="fr", subject="Votre projet", body="Il est lu.", purpose="News")
    page = log_in(holder.user)
    expect(page.get_by_test_id("unread")).to_have_text("1")
    page.get_by_test_id("notices").click()
    expect(page.get_by_test_id("notice")).to_contain_text("Il est lu.")
    expect(page.get_by_test_id("unread")).to_have_count(0)


def test_a_woman_who_waits_reads_why_and_how_to_appeal(log_in, db):
    why = "رتبتك في لائحة الانتظار: 12.\nيمكنك الطعن إلى غاية 15 دجنبر."
    woman = make_holder(selection_status="Waiting List", selection_reason=why)
    page = log_in(woman.user)
    expect(page.get_by_test_id("step-reason")).to_contain_text("رتبتك في لائحة الانتظار")
