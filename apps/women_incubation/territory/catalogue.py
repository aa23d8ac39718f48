"""The country, its regions, provinces and prefectures: the rows every site starts with."""

import csv
from pathlib import Path

import frappe

from women_incubation.territory.bulk import Row, insert_units
from women_incubation.territory.kinds import COUNTRY


def insert_missing() -> None:
    """Insert the units that are missing; change none that exists."""
    known = set(frappe.get_all("Territorial Unit", pluck="name"))
    insert_units([row for row in catalogue_rows() if row["code"] not in known])


def catalogue_rows() -> list[Row]:
    """The country and what `fixtures/catalogues/territory_ma.csv` lists (ISO 3166-2 codes)."""
    country = {"code": COUNTRY, "kind": "Country", "parent": "", "name_fr": "Maroc", "name_ar": "المغرب"}
    with catalogue_file().open(encoding="utf-8", newline="") as file:
        return [country] + [row | {"parent": row["parent"] or COUNTRY} for row in csv.DictReader(file)]


def catalogue_file() -> Path:
    """The list of units shipped with the app."""
    return Path(frappe.get_app_path("women_incubation", "fixtures", "catalogues", "territory_ma.csv"))
