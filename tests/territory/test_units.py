"""The tree of places: what every site starts with, and what may stand where."""

import csv
from pathlib import Path

import frappe
import pytest

from tests.factories import unique
from tests.factories.territory import PROVINCE, REGION, make_commune
from women_incubation.territory import catalogue
from women_incubation.territory.errors import UnitMisplaced

CSV = Path(__file__).parents[2] / "fixtures" / "catalogues" / "territory_ma.csv"


def numbers(unit: str) -> tuple[int, int]:
    """lft and rgt of a unit, as stored."""
    return frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"])


def test_a_site_starts_with_the_whole_country(db):
    with CSV.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    for row in listed:
        unit = frappe.get_doc("Territorial Unit", row["code"])
        assert (unit.kind, unit.parent_territorial_unit) == (row["kind"], row["parent"] or "MA")
        assert (unit.name_fr, unit.name_ar) == (row["name_fr"], row["name_ar"])
    kinds = {kind: frappe.db.count("Territorial Unit", {"kind": kind}) for kind in ("Country", "Region")}
    assert kinds == {"Country": 1, "Region": 12}
    assert frappe.db.count("Territorial Unit", {"kind": ["in", ["Province", "Prefecture"]]}) == 75


def test_the_tree_is_numbered_so_that_each_unit_lies_in_its_parent(db):
    units = frappe.get_all(
        "Territorial Unit", fields=["name", "parent_territorial_unit as parent", "lft", "rgt"]
    )
    by_name = {unit.name: unit for unit in units}
    ends = sorted(number for unit in units for number in (unit.lft, unit.rgt))
    assert ends == list(range(1, 2 * len(units) + 1))
    for unit in units:
        if unit.parent:
            parent = by_name[unit.parent]
            assert parent.lft < unit.lft < unit.rgt < parent.rgt


def test_the_catalogue_again_changes_nothing_that_was_edited(db):
    frappe.db.set_value("Territorial Unit", PROVINCE, "name_fr", "Laayoune (edited)")
    before = frappe.get_all("Territorial Unit", fields=["*"], order_by="name")
    catalogue.insert_missing()
    assert frappe.get_all("Territorial Unit", fields=["*"], order_by="name") == before


def test_the_catalogue_brings_back_what_is_missing(db):
    frappe.delete_doc("Territorial Unit", "MA-TAF")
    catalogue.insert_missing()
    lft, rgt = numbers("MA-TAF")
    assert numbers(REGION)[0] < lft < rgt < numbers(REGION)[1]


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        ("Commune", REGION),
        ("Commune", "MA"),
        ("Commune", None),
        ("Province", "MA"),
        ("Province", PROVINCE),
        ("Prefecture", None),
        ("Region", REGION),
        ("Region", None),
        ("Country", "MA"),
    ],
)
def test_a_unit_is_refused_where_it_does_not_belong(db, kind, parent):
    with pytest.raises(UnitMisplaced):
        make_commune(kind=kind, parent_territorial_unit=parent)


@pytest.mark.parametrize(
    ("kind", "parent"),
    [
        ("Commune", PROVINCE),
        ("Commune", "MA-TNG"),
        ("Province", REGION),
        ("Prefecture", REGION),
        ("Region", "MA"),
    ],
)
def test_a_unit_stands_under_its_kind(db, kind, parent):
    unit = make_commune(kind=kind, parent_territorial_unit=parent)
    lft, rgt = numbers(unit.name)
    assert numbers(parent)[0] < lft < rgt < numbers(parent)[1]
    assert unit.is_group == (kind != "Commune")


def test_a_unit_does_not_take_a_kind_that_those_under_it_cannot_stand_under(db):
    make_commune()
    province = frappe.get_doc("Territorial Unit", PROVINCE)
    province.kind = "Prefecture"
    province.save()
    province.kind, province.parent_territorial_unit = "Region", "MA"
    with pytest.raises(UnitMisplaced):
        province.save()


def test_a_unit_with_units_under_it_is_not_deleted(db):
    make_commune()
    with pytest.raises(frappe.ValidationError):
        frappe.delete_doc("Territorial Unit", PROVINCE)


def test_a_code_is_taken_once_and_blanks_are_dropped(db):
    commune = make_commune(code=f"  {unique('C')}  ", name_fr="  Foum   El Oued ")
    assert (commune.name, commune.name_fr) == (commune.code, "Foum El Oued")
    assert commune.code == commune.code.strip()
    with pytest.raises(frappe.DuplicateEntryError):
        make_commune(code=commune.code)
