"""Coordinators and coaches in the field: alerts, registering without doubles, visits without a network."""

import frappe
import pytest
from playwright.sync_api import expect

from tests.factories import serial
from tests.factories.disbursement import make_running_project
from tests.factories.incubation import make_project, make_staff
from tests.factories.people import make_beneficiary
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION, SISTER_PROVINCE
from tests.factories.training import hold_session, make_group, make_path
from tests.factories.users import user_with
from tests.field_app.steps import PICTURE, fill_birth_date, kept_on_the_phone, wait_until


@pytest.fixture
def coached(db):
    """A project under way, with its coach."""
    staff = make_staff()
    return make_project("In Incubation", staff), staff.coach


def visits_of(project) -> list:
    return frappe.get_all("Coaching Visit", {"project": project.name}, ["name", "purpose", "observations"])


def test_a_visit_without_a_network_is_kept_with_its_photo_and_arrives_once(log_in, coached):
    project, coach = coached
    page = log_in(coach, "/visits")
    page.locator(f"[data-name='{project.name}']").get_by_test_id("write-visit").click()
    page.get_by_test_id("purpose").wait_for()
    kept_on_the_phone(page)
    page.context.set_offline(True)
    page.get_by_test_id("save-visit").click()
    expect(page.get_by_test_id("visit-missing")).to_be_visible()
    page.get_by_test_id("place").fill("Souk")
    page.get_by_test_id("purpose").fill("Première visite")
    page.get_by_test_id("observations").fill("L'atelier est ouvert.")
    page.get_by_test_id("add-photo").set_input_files(
        {"name": "a.png", "mimeType": "image/png", "buffer": PICTURE}
    )
    page.get_by_test_id("visit-photo").wait_for()
    page.get_by_test_id("save-visit").click()
    expect(page.get_by_test_id("kept-visit")).to_have_count(1)
    page.reload()  # the phone was switched off and on
    expect(page.get_by_test_id("kept-visit")).to_have_count(1)
    assert visits_of(project) == []
    page.context.set_offline(False)
    wait_until(lambda: len(visits_of(project)) == 1)
    expect(page.get_by_test_id("kept-visit")).to_have_count(0)
    visit = frappe.get_doc("Coaching Visit", visits_of(project)[0].name)
    assert (visit.purpose, visit.coach, len(visit.photos)) == ("Première visite", coach, 1)


def test_a_woman_who_may_be_known_is_shown_while_her_name_is_typed(log_in, db):
    known = make_beneficiary(first_name="Mbarka", last_name=f"Semblable{serial()}", unit=PROVINCE)
    page = log_in(user_with("Coordinator", PROVINCE).name, "/women")
    for field in ("first_name", "last_name", "first_name_ar", "last_name_ar"):
        page.get_by_test_id(field).fill(known.get(field) or "")
    fill_birth_date(page, str(known.birth_date))
    expect(page.get_by_test_id("candidate").first).to_be_visible()


def test_a_coordinator_registers_a_woman_and_a_reload_loses_no_word(log_in, db):
    name = f"Nouvelle{serial()}"
    page = log_in(user_with("Coordinator", PROVINCE).name, "/women")
    answers = {"first_name_ar": "ميمونة", "last_name_ar": f"جديدة {serial()}", "first_name": "Mimouna"}
    for field, value in {**answers, "last_name": name}.items():
        page.get_by_test_id(field).fill(value)
    fill_birth_date(page, "1993-05-06")
    page.get_by_test_id("phone").fill(f"0633{serial():06d}")
    page.get_by_test_id("region").select_option(REGION)
    page.get_by_test_id("province").select_option(PROVINCE)
    page.wait_for_timeout(500)
    page.reload()
    expect(page.get_by_test_id("last_name")).to_have_value(name)
    expect(page.get_by_test_id("region")).to_have_value(REGION)
    expect(page.get_by_test_id("province")).to_have_value(PROVINCE)
    page.wait_for_load_state("networkidle")
    if page.get_by_test_id("unit").count():
        page.get_by_test_id("unit").select_option(index=1)
    page.get_by_test_id("category-Woman Project Holder").check()
    page.get_by_test_id("channel-Signed Paper").click()
    page.get_by_test_id("save-woman").click()
    page.get_by_test_id("woman-saved").wait_for()
    wait_until(lambda: frappe.db.exists("Beneficiary", {"last_name": name}) is not None)


def test_the_board_shows_the_projects_of_the_territory(log_in, coached):
    project, _coach = coached
    page = log_in(user_with("Coordinator", project.unit).name, "/board")
    page.get_by_test_id("board-search").fill(project.title)
    expect(page.get_by_test_id("board")).to_contain_text(project.title)


def test_a_visit_takes_the_position_at_a_tap_only_and_may_do_without(log_in, coached):
    project, coach = coached
    page = log_in(coach, f"/visits/{project.name}/new")
    page.get_by_test_id("take-position").click()
    expect(page.get_by_test_id("position-trouble")).to_be_visible()  # the phone was not allowed to tell
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({"latitude": 27.125287, "longitude": -13.1625, "accuracy": 12})
    page.get_by_test_id("take-position").click()
    expect(page.get_by_test_id("position")).to_contain_text("12")
    for field in ("place", "purpose", "observations"):
        page.get_by_test_id(field).fill("Atelier")
    page.get_by_test_id("save-visit").click()
    wait_until(lambda: len(visits_of(project)) == 1)
    place = frappe.db.get_value("Coaching Visit", {"project": project.name}, ["latitude", "longitude"])
    assert place == (27.12529, -13.1625)


def test_a_group_shows_its_places_its_hours_and_who_is_absent_often(log_in, db):
    group = make_group(3, capacity=5, path=make_path(absences_before_alert=1).name)
    hold_session(group, ["Present", "Absent", "Present"])
    page = log_in(user_with("Coordinator", PROVINCE).name, "/groups", language="fr")
    page.locator(f"[data-testid=group][data-name='{group.name}']").click()
    expect(page.get_by_test_id("group-women")).to_contain_text("places libres")
    expect(page.get_by_test_id("group-woman")).to_have_count(3)
    often = page.locator("[data-testid=group-woman][data-often=true]")
    assert "2" in page.get_by_test_id("group-women").inner_text()
    absent = frappe.db.get_value("Beneficiary", group.members[1].beneficiary, "full_name")
    expect(often).to_have_count(1)
    expect(often).to_contain_text(absent)
    trainer = group.trainers[0].trainer
    expect(page.get_by_test_id("group-trainer").get_by_role("link")).to_have_attribute(
        "href", f"mailto:{trainer}"
    )


def test_a_group_of_another_place_is_not_there(log_in, db):
    group = make_group(1)
    page = log_in(user_with("Coordinator", OTHER_PROVINCE).name, f"/groups/{group.name}")
    expect(page.get_by_test_id("empty-state")).to_be_visible()
    expect(page.get_by_test_id("group-page")).to_have_count(0)


def test_the_board_can_be_narrowed_to_one_province(log_in, db):
    for unit in (PROVINCE, SISTER_PROVINCE):
        make_running_project(unit=unit)
    page = log_in(user_with("Coordinator", REGION).name, "/board")
    column = page.locator("[data-state='In Incubation']")
    column.wait_for()
    everything = int(column.locator("strong").inner_text())
    page.get_by_test_id("board-province").select_option(PROVINCE)
    expect(column.locator("strong")).not_to_have_text(str(everything))
    assert int(column.locator("strong").inner_text()) < everything
    page.get_by_test_id("board-search").fill("Nowhere to be found")
    expect(page.get_by_test_id("board-card")).to_have_count(0)
