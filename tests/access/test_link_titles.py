"""A document names what it links to; the title of a row outside the territory is not told with it."""

import json

import frappe
import pytest

from tests.factories import unique
from tests.factories.people import make_beneficiary
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.browser import Browser

FORM = "/api/method/frappe.desk.form.load.getdoc"
PRINT = "/api/method/frappe.www.printview.get_html_and_style"


@pytest.fixture
def coordinator(db) -> str:
    return user_with("Coordinator", PROVINCE).name


@pytest.fixture
def hers(coordinator, browser) -> Browser:
    frappe.db.commit()
    return browser(coordinator)


def linking(unit: str) -> tuple[str, str, str]:
    """A consent of PROVINCE, the woman of `unit` whom it names, and her name; committed."""
    woman = make_beneficiary(last_name=unique("Named"), unit=unit)
    consent = bare_row("Consent", PROVINCE, beneficiary=woman.name, purpose="Training")
    frappe.db.commit()
    return consent, woman.name, woman.full_name


def test_a_form_gives_the_title_of_a_link_inside(hers):
    consent, woman, title = linking(PROVINCE)
    answer = hers.get(FORM, doctype="Consent", name=consent)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.json["_link_titles"][f"Beneficiary::{woman}"] == title


def test_a_form_gives_only_the_name_of_a_link_outside(hers):
    consent, woman, title = linking(OTHER_PROVINCE)
    answer = hers.get(FORM, doctype="Consent", name=consent)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.json["docs"][0]["beneficiary"] == woman
    assert answer.json["_link_titles"][f"Beneficiary::{woman}"] == woman
    assert title not in answer.get_data(as_text=True)


def test_a_table_gives_only_the_names_of_links_outside(hers):
    group = bare_row("Training Group", PROVINCE)
    women = {
        unit: make_beneficiary(last_name=unique("Named"), unit=unit) for unit in (PROVINCE, OTHER_PROVINCE)
    }
    table = {"parenttype": "Training Group", "parentfield": "members", "parent": group}
    for woman in women.values():
        bare_row("Training Group Member", beneficiary=woman.name, **table)
    frappe.db.commit()
    answer = hers.get(FORM, doctype="Training Group", name=group)
    told = {woman.name: answer.json["_link_titles"][f"Beneficiary::{woman.name}"] for woman in women.values()}
    inside, outside = women[PROVINCE], women[OTHER_PROVINCE]
    assert told == {inside.name: inside.full_name, outside.name: outside.name}


@pytest.mark.parametrize(("unit", "told"), [(PROVINCE, True), (OTHER_PROVINCE, False)])
def test_a_print_names_links_inside_only(hers, unit, told):
    consent, woman, title = linking(unit)
    answer = hers.get(PRINT, doc="Consent", name=consent)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    printed = answer.get_data(as_text=True)
    assert ((title in printed), (woman in printed)) == (told, not told)


@pytest.mark.parametrize(("unit", "told"), [(PROVINCE, True), (OTHER_PROVINCE, False)])
def test_a_list_that_is_counted_by_a_link_names_rows_inside_only(hers, unit, told):
    consent, woman, title = linking(unit)
    only = json.dumps({"name": consent})
    asked = {"doctype": "Consent", "current_filters": only, "field": "beneficiary"}
    answer = hers.call("frappe.desk.listview.get_group_by_count", **asked)
    assert [(group["name"], group["count"]) for group in answer.json["message"]] == [(woman, 1)]
    assert (title in answer.get_data(as_text=True)) == told


def test_break_glass_opens_the_title_with_the_row_and_leaves_its_entry(hers, coordinator):
    consent, woman, title = linking(OTHER_PROVINCE)
    reason = "She came to our office with a threat against her life."
    asked = {"reference_doctype": "Beneficiary", "reference_name": woman, "hours": "1", "reason": reason}
    frappe.set_user(coordinator)
    access = frappe.get_doc({"doctype": "Break Glass Access"} | asked).insert().name
    frappe.set_user("Administrator")
    frappe.db.commit()
    answer = hers.get(FORM, doctype="Consent", name=consent)
    assert answer.json["_link_titles"][f"Beneficiary::{woman}"] == title
    frappe.db.rollback()
    used = {"action": "break_glass_used", "reference_name": access}
    assert frappe.db.get_value("Audit Entry", used, "detail") == f'{{"document":"Beneficiary/{woman}"}}'


@pytest.mark.parametrize("wanted", ["1", "true"])
def test_rest_gives_no_linked_row_whole(hers, wanted):
    consent, _woman, title = linking(OTHER_PROVINCE)
    assert hers.get(f"/api/resource/Consent/{consent}").status_code == 200
    answer = hers.get(f"/api/resource/Consent/{consent}", expand_links=wanted)
    assert answer.status_code == 403
    assert title not in answer.get_data(as_text=True)


def test_a_list_expands_links_inside_only(hers):
    for unit, told in ((PROVINCE, True), (OTHER_PROVINCE, False)):
        consent, _woman, title = linking(unit)
        asked = {"filters": {"name": consent}, "fields": ["name", "beneficiary"], "expand": ["beneficiary"]}
        answer = hers.get("/api/resource/Consent", **asked)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        assert (title in answer.get_data(as_text=True)) == told
