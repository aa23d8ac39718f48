"""Every problem of a row is said at once, in words that do not repeat what the row says of the woman."""

import pytest

from tests.factories.imports import woman_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, make_commune
from women_incubation.people.importing.checking import Checker

pytestmark = pytest.mark.usefixtures("db")


def check(**cells: str):
    return Checker(PROVINCE).check(2, woman_row(**cells))


def test_a_good_row_is_written_in_the_forms_of_the_register():
    row = check(cnie=" zz 123-456", phone="06 12 34 56 78", birth_date="17/05/1994", children_count="3")
    assert row.problems == []
    assert row.values["cnie"] == "ZZ123456"
    assert row.values["phone"] == "+212612345678"
    assert str(row.values["birth_date"]) == "1994-05-17"
    assert row.values["children_count"] == 3
    assert row.values["full_name"].startswith("Zineb Test")
    assert row.values["unit"] == PROVINCE
    assert row.values["category"] == "Woman in a Difficult Situation"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("phone", "12345", "Not a Moroccan phone number"),
        ("birth_date", "31/02/1990", "Not a date"),
        ("birth_date", "2190-01-01", "cannot be right"),
        ("birth_date", "1800-01-01", "cannot be right"),
        ("rnp", "123", "10 digits"),
        ("email", "nobody", "Not an e-mail address"),
        ("children_count", "-2", "Not a number of children"),
        ("rsu_score", "low", "Not a score"),
        ("category", "Astronaut", "Not one of the choices"),
        ("first_name", "x" * 141, "Longer than 140 signs"),
        ("first_name", "", "is missing"),
    ],
)
def test_a_wrong_cell_is_named(field, text, words):
    problems = check(**{field: text}).problems
    assert [problem.field for problem in problems] == [field]
    assert words in problems[0].message
    assert not text or text not in problems[0].message or field == "first_name"


def test_all_problems_of_a_row_are_told_at_once():
    row = check(phone="1", birth_date="soon", first_name="")
    assert {problem.field for problem in row.problems} == {"phone", "birth_date", "first_name"}


def test_choices_are_understood_in_three_languages():
    french = check(category="Femme porteuse de projet")
    arabic = check(category="امرأة حاملة مشروع")
    assert french.values["category"] == arabic.values["category"] == "Woman Project Holder"


def test_a_place_is_found_by_code_or_name_inside_the_import_s_territory():
    commune = make_commune()
    checker = Checker(PROVINCE)
    by_name = checker.check(2, woman_row(unit=commune.name_ar))
    by_code = checker.check(3, woman_row(unit=commune.code.lower()))
    outside = checker.check(4, woman_row(unit=OTHER_PROVINCE))
    assert by_name.values["unit"] == by_code.values["unit"] == commune.name
    assert "No such place" in outside.problems[0].message


def test_a_name_that_two_places_bear_asks_for_the_code():
    first = make_commune(name_fr="Deux Soeurs")
    make_commune(name_fr="Deux Soeurs", parent_territorial_unit=first.parent_territorial_unit)
    row = Checker(PROVINCE).check(2, woman_row(unit="deux soeurs"))
    assert "Write the code" in row.problems[0].message
