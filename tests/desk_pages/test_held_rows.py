"""A coordinator decides in the Desk, in Arabic, about a row that looks like a registered woman."""

import frappe
import pytest

from tests.factories.imports import csv_of, make_import, woman_row
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.people.importing.running import run
from women_incubation.people.importing.starting import start


@pytest.fixture
def held(db):
    """A coordinator's import of one row, which is held. Yields it; all of it is taken away again."""
    row, user = woman_row(), user_with("Coordinator", PROVINCE).name
    frappe.db.set_value("User", user, "language", "ar")
    there = make_beneficiary(**row | {"cnie": "QX" + row["cnie"][2:]})
    with acting_as(user):
        doc = make_import(csv_of([row]))
        for phase in ("Checking", "Importing"):
            start(doc, phase)
            frappe.db.commit()
            run(doc.name)
            doc.reload()
    yield doc, there, row
    frappe.db.rollback()
    women = [there.name, *frappe.get_all("Beneficiary", {"cnie": row["cnie"]}, pluck="name")]
    frappe.db.delete("Duplicate Review", {"other": there.name})
    frappe.db.delete("Beneficiary Key", {"beneficiary": ["in", women]})
    frappe.db.delete("Beneficiary", {"name": ["in", women]})
    for doctype in ("Import Row", "Beneficiary Import"):
        frappe.db.delete(doctype)
    frappe.db.commit()


def test_a_row_is_taken_in_beside_the_woman_it_looks_like(desk, held):
    doc, there, row = held
    page = desk(doc.owner, f"beneficiary-import/{doc.name}")
    pair = page.locator(".held-row .held-pair")
    assert there.full_name_ar in pair.locator(".similar-women").inner_text()
    assert there.cnie not in pair.inner_text()
    page.locator(".held-row [data-act=take]").click()
    page.locator(".modal.show textarea").fill("امرأة أخرى")
    page.locator(".modal.show .btn-primary:visible").click()
    page.locator(".desk-alert.green").wait_for()
    frappe.db.rollback()
    woman = frappe.db.get_value("Beneficiary", {"cnie": row["cnie"]})
    review = frappe.get_doc("Duplicate Review", {"beneficiary": woman, "other": there.name})
    assert (review.status, review.reason) == ("Different Women", "امرأة أخرى")
