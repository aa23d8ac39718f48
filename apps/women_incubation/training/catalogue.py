"""Modules and training paths that every site starts with; afterwards they are the ministry's to edit."""

import csv
import json
from pathlib import Path

import frappe


def insert_missing() -> None:
    """Insert the modules and paths that are missing; change none that exists."""
    for row in module_rows():
        if not frappe.db.exists("Capacity Building Module", row["code"]):
            frappe.get_doc({"doctype": "Capacity Building Module", **row}).insert(ignore_permissions=True)
    for row in path_rows():
        if not frappe.db.exists("Training Path", row["name"]):
            insert_path(row)


def insert_path(row: dict) -> None:
    """A path under the name of the catalogue, all of its modules mandatory."""
    modules = [{"module": code, "mandatory": 1} for code in row["modules"]]
    path = frappe.get_doc({"doctype": "Training Path", **row, "modules": modules})
    path.insert(ignore_permissions=True, set_name=row["name"])


def module_rows() -> list[dict]:
    """What `fixtures/catalogues/training_modules.csv` lists."""
    with catalogue_file("training_modules.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def path_rows() -> list[dict]:
    """What `fixtures/catalogues/training_paths.json` lists."""
    return json.loads(catalogue_file("training_paths.json").read_text(encoding="utf-8"))


def catalogue_file(name: str) -> Path:
    """A list shipped with the app."""
    return Path(frappe.get_app_path("women_incubation", "fixtures", "catalogues", name))
