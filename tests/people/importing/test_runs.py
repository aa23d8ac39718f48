"""An import takes in the good rows once, keeps the bad ones to mend, and goes on after it was killed."""

import csv
import os
from pathlib import Path

import frappe
import pytest

from tests.factories import unique
from tests.factories.imports import carry_out, csv_of, make_import, woman_row
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.processes import run_together
from women_incubation.audit.entries import verify
from women_incubation.people.importing import running
from women_incubation.people.importing.errors import ImportIsRunning
from women_incubation.people.importing.running import file_path, run
from women_incubation.people.importing.starting import go_on_with_stopped, start


def carried_out(content: bytes, *phases: str):
    return carry_out(make_import(content), *phases)


def women(rows: list[dict]) -> int:
    return frappe.db.count("Beneficiary", {"cnie": ["in", [row["cnie"] for row in rows]]})


def mended_rows(doc) -> list[list[str]]:
    text = Path(file_path(doc.problems_file)).read_bytes().decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))[1:]


def test_a_check_counts_and_writes_nobody(kept):
    rows = [woman_row(), woman_row(phone="1")]
    doc = carried_out(csv_of(rows), "Checking")
    assert (doc.status, doc.created_count, doc.invalid_count, doc.rows_total) == ("Checked", 1, 1, 2)
    assert women(rows) == 0


def test_good_rows_are_taken_in_and_bad_ones_stand_in_a_file_with_their_reasons(kept):
    rows = [woman_row(), woman_row(phone="1"), woman_row(first_name="=cmd".replace("=", "-"))]
    doc = carried_out(csv_of(rows))
    assert (doc.status, doc.created_count, doc.invalid_count) == ("Done", 2, 1)
    assert women(rows) == 2
    (number, outcome, problems, *cells) = mended_rows(doc)[0]
    assert (number, outcome) == ("3", "Invalid")
    assert "Not a Moroccan phone number" in problems
    assert rows[1]["cnie"] in cells


def test_each_woman_s_audit_chain_begins_with_her_registration(kept):
    rows = [woman_row(), woman_row()]
    carried_out(csv_of(rows))
    names = frappe.get_all("Beneficiary", filters={"cnie": ["in", [r["cnie"] for r in rows]]}, pluck="name")
    entries = frappe.get_all(
        "Audit Entry", filters={"reference_name": ["in", names]}, fields=["action", "chain", "sequence"]
    )
    assert {(e.action, e.sequence) for e in entries} == {("registered", 1)}
    assert [f for f in verify() if any(name in str(f) for name in names)] == []
    woman = frappe.get_doc("Beneficiary", names[0])
    woman.selection_status = "Selected"
    woman.save()
    assert frappe.db.count("Audit Entry", {"chain": f"Beneficiary/{names[0]}"}) == 2


def test_nobody_is_registered_twice(kept):
    there = make_beneficiary(cnie="ZX9911991")
    same = woman_row()
    doc = carried_out(csv_of([woman_row(cnie=there.cnie), same, woman_row(cnie=same["cnie"].lower())]))
    assert (doc.created_count, doc.duplicate_count) == (1, 2)
    assert [row[2] for row in mended_rows(doc)] == [
        "CNIE: A woman with this number is registered already.",
        "CNIE: The same number stands in row 3.",
    ]


def test_the_same_file_again_takes_nobody_in(kept):
    rows = [woman_row(), woman_row()]
    carried_out(csv_of(rows))
    again = carried_out(csv_of(rows))
    assert (again.created_count, again.duplicate_count) == (0, 2)
    assert women(rows) == 2


def test_what_must_be_checked_first_and_what_is_done_is_not_started_again(kept):
    doc = make_import(csv_of([woman_row()]))
    with pytest.raises(ImportIsRunning):
        start(doc, "Importing")
    doc = carried_out(csv_of([woman_row()]))
    with pytest.raises(ImportIsRunning):
        start(doc, "Importing")


def test_another_choice_of_columns_asks_for_another_check(kept):
    doc = carried_out(csv_of([woman_row()]), "Checking")
    doc.columns[-1].field = ""
    doc.save()
    assert doc.status == "Draft"


def test_nobody_types_in_a_status_or_a_count(kept):
    doc = make_import(csv_of([woman_row()]))
    doc.update({"status": "Checked", "created_count": 99})
    doc.save()
    assert (doc.status, doc.created_count) == ("Draft", 0)


def test_a_killed_run_goes_on_without_doubling_or_losing(kept, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 7)
    rows = [woman_row() if n % 5 else woman_row(phone="1") for n in range(40)]
    rows.append(woman_row(cnie=rows[1]["cnie"]))
    doc = carried_out(csv_of(rows), "Checking")
    expected = (doc.created_count, doc.invalid_count, doc.duplicate_count)
    start(doc, "Importing")
    frappe.db.commit()
    for dies_after in (1, 2):
        run_until_killed(doc.name, dies_after)
    assert 0 < women(rows) < expected[0]
    run(doc.name)
    doc.reload()
    assert (doc.status, doc.created_count, doc.invalid_count, doc.duplicate_count) == ("Done", *expected)
    assert women(rows) == expected[0]
    assert len(mended_rows(doc)) == expected[1] + expected[2]


def run_until_killed(name: str, dies_after: int) -> None:
    """A process of its own works some chunks, and is killed in the middle of the next one's transaction."""
    child = os.fork()
    if child == 0:
        frappe.init(site=frappe.local.site, sites_path=frappe.local.sites_path)
        frappe.connect()
        left = [dies_after]

        def die_in_the_middle(*args):
            left[0] -= 1
            if left[0] < 0:
                os._exit(9)
            return keep(*args)

        keep, running.keep_refused = running.keep_refused, die_in_the_middle
        run(name)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    frappe.db.rollback()


def test_two_runs_at_once_take_each_woman_in_once(kept, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 5)
    rows = [woman_row() for _ in range(60)]
    doc = carried_out(csv_of(rows), "Checking")
    start(doc, "Importing")
    frappe.db.commit()
    run_together(lambda number: run(doc.name), 3)
    frappe.db.rollback()
    doc.reload()
    assert (doc.status, doc.created_count) == ("Done", 60)
    assert women(rows) == 60


def test_a_stopped_run_is_put_back_in_the_queue(kept):
    doc = make_import(csv_of([woman_row()]))
    start(doc, "Checking")
    frappe.db.commit()
    go_on_with_stopped()
    frappe.db.commit()
    from frappe.utils.background_jobs import is_job_enqueued

    assert is_job_enqueued(f"beneficiary-import-{doc.name}")


def test_a_running_import_is_neither_changed_nor_thrown_away(kept):
    doc = make_import(csv_of([woman_row()]))
    start(doc, "Checking")
    doc.reload()
    doc.unit = "MA-BOD"
    with pytest.raises(ImportIsRunning):
        doc.save()
    with pytest.raises(ImportIsRunning):
        doc.delete()


def test_a_file_that_turns_bad_ends_the_import_with_the_reason(kept):
    doc = make_import(csv_of([woman_row()]))
    start(doc, "Checking")
    frappe.db.commit()
    Path(file_path(doc.file)).write_bytes(b"")
    run(doc.name)
    doc.reload()
    assert doc.status == "Refused"
    assert "The file is empty" in doc.message


def test_a_coordinator_imports_into_her_own_territory_only(kept):
    user = user_with("Coordinator", PROVINCE)
    with acting_as(user.name):
        assert make_import(csv_of([woman_row()])).status == "Draft"
        with pytest.raises(frappe.PermissionError):
            make_import(csv_of([woman_row()]), unit="MA-CHE")


def test_nobody_reads_another_s_file_by_its_address(kept):
    mine = make_import(csv_of([woman_row()]))
    frappe.db.commit()
    with acting_as(user_with("Coordinator", PROVINCE).name), pytest.raises(frappe.PermissionError):
        frappe.get_doc({"doctype": "Beneficiary Import", "file": mine.file, "unit": PROVINCE}).insert()


def test_who_looks_the_same_waits_for_a_person_whether_registered_or_in_the_file(kept):
    tag = unique("x")
    names = {"first_name_ar": "فاطمة الزهراء", "first_name": "Fatima-Zahra", "birth_date": "1990-03-12"}
    known = {**names, "last_name": f"El Idrissi {tag}", "last_name_ar": f"الإدريسي {tag}"}
    make_beneficiary(**known)
    respelt = {"first_name_ar": "فاطمه الزهرا", "first_name": "Fatimzahra"}
    first, second = woman_row(), woman_row()
    rows = [woman_row(**{**known, **respelt}), first, {**second, "last_name": first["last_name"].upper()}]
    rows[2]["last_name_ar"] = first["last_name_ar"]
    doc = carried_out(csv_of(rows))
    assert (doc.created_count, doc.review_count) == (1, 2)
    problems = frappe.get_all(
        "Import Row", {"beneficiary_import": doc.name}, pluck="problems", order_by="row_number"
    )
    assert "registered already" in problems[0]
    assert "Row 3" in problems[1]
    created = frappe.get_doc("Beneficiary", {"cnie": first["cnie"]})
    assert created.registration_origin == "Import"
    assert frappe.db.count("Beneficiary Key", {"beneficiary": created.name}) > 0


def test_a_row_is_held_against_what_is_taken_in_and_not_against_refused_rows(kept):
    there = make_beneficiary(cnie="ZX9911992")
    refused = woman_row(cnie=there.cnie)
    same_woman = refused | {"cnie": woman_row()["cnie"]}
    again = refused | {"cnie": woman_row()["cnie"]}
    doc = carried_out(csv_of([refused, same_woman, again]))
    assert (doc.duplicate_count, doc.created_count, doc.review_count) == (1, 1, 1)
    assert "Row 3 looks like the same woman" in mended_rows(doc)[1][2]


def test_a_check_that_was_killed_says_the_same_when_it_goes_on(kept, monkeypatch):
    monkeypatch.setattr(running, "CHUNK", 3)
    first = woman_row()
    rows = [first, woman_row(phone="1"), woman_row(), first | {"cnie": woman_row()["cnie"]}, woman_row()]
    whole = carried_out(csv_of(rows), "Checking")
    doc = make_import(csv_of(rows))
    start(doc, "Checking")
    frappe.db.commit()
    run_until_killed(doc.name, 1)
    run(doc.name)
    doc.reload()
    counts = ("created_count", "invalid_count", "duplicate_count", "review_count")
    assert [doc.get(name) for name in counts] == [whole.get(name) for name in counts] == [3, 1, 0, 1]
