"""A woman who is erased is in no list that was imported, be it a workbook; the other rows wait as before."""

from pathlib import Path

import frappe
import pytest

from tests.factories.imports import carry_out, csv_of, make_import, woman_row
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.people.importing.workbooks import workbook
from tests.rights import planting
from tests.rights.asking import ask, erase, make_marked_woman
from women_incubation.people.importing import deciding_rows, held_rows
from women_incubation.people.importing.running import file_path


@pytest.fixture
def officer(db) -> str:
    return user_with("Data Protection Officer", PROVINCE).name


@pytest.fixture
def woman(db):
    yield make_marked_woman()
    frappe.db.rollback()
    frappe.db.delete("Beneficiary Import")
    frappe.db.delete("Import Row")
    frappe.db.commit()


def her_row(**overrides) -> dict[str, str]:
    names = dict(zip(("first_name", "last_name"), (planting.FIRST, planting.LAST), strict=True))
    arabic = {"first_name_ar": planting.FIRST_AR, "last_name_ar": planting.LAST_AR}
    return woman_row(**names, **arabic, phone=planting.PHONE, birth_date="1994-05-17", **overrides)


@pytest.mark.parametrize("as_workbook", [True, False])
def test_a_list_she_stands_in_is_deleted_and_one_without_her_is_not(woman, officer, as_workbook):
    without, hers = woman_row(), her_row(cnie="")
    made = [
        make_import(workbook([list(row), list(row.values())]), "women.xlsx")
        if as_workbook
        else make_import(csv_of([row]))
        for row in (hers, without)
    ]
    paths = [Path(file_path(doc.file)) for doc in made]
    erase(officer, ask(officer, woman))
    assert [path.exists() for path in paths] == [False, True]
    assert [frappe.db.get_value("Beneficiary Import", doc.name, "status") for doc in made] == [
        "Refused",
        "Draft",
    ]


def test_her_row_to_be_compared_goes_and_the_others_can_be_decided(woman, officer):
    other = make_beneficiary(first_name="Zohra", first_name_ar="زهرة")
    fields = ("first_name", "last_name", "first_name_ar", "last_name_ar")
    alike = {field: other.get(field) for field in fields} | {"birth_date": str(other.birth_date)}
    doc = carry_out(make_import(csv_of([her_row(), woman_row(**alike)])))
    assert doc.review_count == 2
    erase(officer, ask(officer, woman))
    doc.reload()
    text = Path(file_path(doc.problems_file)).read_text(encoding="utf-8-sig")
    assert not any(mark in text for mark in (*planting.MARKS, planting.FIRST, planting.LAST_AR))
    assert (held_rows.open_numbers(doc.name), doc.review_count) == ([3], 1)
    frappe.set_user("Administrator")
    answer = deciding_rows.take_in(deciding_rows.checked_import(doc.name), [3], "Another woman")
    assert answer["decided"] == [3]
