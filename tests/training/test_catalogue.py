"""Modules and paths that every site starts with."""

import frappe
import pytest

from women_incubation.training import catalogue

pytestmark = pytest.mark.usefixtures("db")


def test_the_modules_have_titles_in_both_languages_and_minutes(db):
    rows = catalogue.module_rows()
    assert len(rows) == 8
    for row in rows:
        module = frappe.get_doc("Capacity Building Module", row["code"])
        assert (module.title_fr, module.title_ar) == (row["title_fr"], row["title_ar"])
        assert module.duration_minutes >= 60
        assert any("\u0600" <= letter <= "\u06ff" for letter in module.title_ar)


def test_the_paths_follow_modules_of_the_catalogue(db):
    codes = {row["code"] for row in catalogue.module_rows()}
    for row in catalogue.path_rows():
        path = frappe.get_doc("Training Path", row["name"])
        assert [line.module for line in path.modules] == row["modules"]
        assert set(row["modules"]) <= codes


def test_what_the_ministry_changed_stays(db):
    module = frappe.get_doc("Capacity Building Module", "ENT-01")
    module.title_fr = "Autre titre"
    module.save()
    catalogue.insert_missing()
    assert frappe.db.get_value("Capacity Building Module", "ENT-01", "title_fr") == "Autre titre"


def test_what_is_missing_comes_back(db):
    frappe.delete_doc("Training Path", "PATH-SHORT", force=True)
    catalogue.insert_missing()
    assert frappe.db.exists("Training Path", "PATH-SHORT")
