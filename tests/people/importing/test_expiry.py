"""The lists of women that were imported go after thirty days; what the import counted stays."""

import frappe
import pytest

from tests.factories.imports import csv_of, make_import, woman_row
from women_incubation.people.importing.errors import BadFile
from women_incubation.people.importing.expiry import DAYS_KEPT, delete_expired
from women_incubation.people.importing.starting import start


def old_import(days: int, status: str = "Done"):
    """An import with a refused row and a file of problems, which nobody touched for so many days."""
    doc = make_import(csv_of([woman_row()]))
    problems = {"file_name": "problems.csv", "content": "row", "is_private": 1}
    problems |= {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
    url = frappe.get_doc({"doctype": "File", **problems}).insert().file_url
    row = {"doctype": "Import Row", "beneficiary_import": doc.name, "row_number": 2, "outcome": "Invalid"}
    frappe.get_doc(row).db_insert()
    touched = frappe.utils.add_days(frappe.utils.now(), -days)
    values = {"status": status, "problems_file": url, "created_count": 7, "modified": touched}
    frappe.db.set_value(doc.doctype, doc.name, values, update_modified=False)
    return doc.reload()


def left_of(doc) -> tuple[int, int]:
    """How many files and refused rows an import still has."""
    attached = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
    return frappe.db.count("File", attached), frappe.db.count("Import Row", {"beneficiary_import": doc.name})


def test_after_the_time_the_files_and_the_refused_rows_go_and_the_counts_stay(db):
    doc = old_import(DAYS_KEPT + 1)
    assert left_of(doc) == (2, 1)
    delete_expired()
    doc.reload()
    assert left_of(doc) == (0, 0)
    assert (doc.file, doc.problems_file, doc.status, doc.created_count) == (None, None, "Done", 7)
    assert str(DAYS_KEPT) in doc.message
    entry = {"action": "import_files_deleted", "reference_name": doc.name}
    assert frappe.db.count("Audit Entry", entry) == 1
    delete_expired()
    assert frappe.db.count("Audit Entry", entry) == 1


@pytest.mark.parametrize(("days", "status"), [(DAYS_KEPT - 1, "Done"), (DAYS_KEPT + 1, "Importing")])
def test_before_the_time_and_while_it_runs_nothing_goes(db, days, status):
    doc = old_import(days, status)
    delete_expired()
    assert left_of(doc) == (2, 1)
    assert doc.reload().status == status


def test_one_that_had_not_begun_cannot_begin_without_its_file(db):
    doc = old_import(DAYS_KEPT + 1, "Checked")
    delete_expired()
    doc.reload()
    assert doc.status == "Refused"
    with pytest.raises(BadFile):
        start(doc, "Checking")
