"""A row that looks like a registered woman is decided by a person: taken in with a reason, or left out."""

import time
from contextlib import suppress
from pathlib import Path

import frappe
import pytest

from tests.factories import unique
from tests.factories.imports import carry_out, csv_of, make_import, woman_row
from tests.factories.people import make_beneficiary
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.processes import run_together, snapshot_isolation
from women_incubation.audit.errors import TryAgain
from women_incubation.people.errors import ReasonMissing
from women_incubation.people.importing import api, deciding_rows
from women_incubation.people.importing.errors import BadFile, ImportIsRunning, RowDecided
from women_incubation.people.importing.held_rows import open_numbers
from women_incubation.people.importing.running import file_path

KNOWN = {"first_name_ar": "فاطمة الزهراء", "first_name": "Fatima-Zahra", "birth_date": "1990-03-12"}
RESPELT = {"first_name_ar": "فاطمه الزهرا", "first_name": "Fatimzahra"}


@pytest.fixture
def done(kept):
    """`done(rows)`: a coordinator's import of these rows, carried out."""
    with acting_as(user_with("Coordinator", PROVINCE).name):
        yield lambda rows: carry_out(make_import(csv_of(rows)))


@pytest.fixture
def known(kept):
    """A registered woman, and a row that spells her otherwise."""
    tag = unique("x")
    names = {"last_name": f"El Idrissi {tag}", "last_name_ar": f"الإدريسي {tag}"}
    return make_beneficiary(**KNOWN, **names), woman_row(**{**KNOWN, **names, **RESPELT})


def take_in(doc, *rows: int, reason: str = "Her mother's name differs") -> dict:
    return deciding_rows.take_in(deciding_rows.checked_import(doc.name, lock=True), rows, reason)


def leave_out(doc, *rows: int) -> dict:
    return deciding_rows.leave_out(deciding_rows.checked_import(doc.name, lock=True), rows)


def counts(doc) -> tuple[int, int, int]:
    doc.reload()
    return doc.created_count, doc.review_count, doc.left_out_count


def test_the_row_stands_beside_the_woman_it_looks_like(known, done):
    there, row = known
    doc = done([row | {"unit": PROVINCE}, woman_row()])
    answer = api.rows_to_compare(doc.name)
    (held,) = answer["rows"]
    assert (answer["left"], held["row_number"], held["full_name_ar"]) == (
        1,
        2,
        f"{row['first_name_ar']} {row['last_name_ar']}",
    )
    (beside,) = held["beside"]
    assert (beside["woman"], beside["full_name"]) == (there.name, there.full_name)
    assert (held["cnie"], held["phone"]) == (f"•••{row['cnie'][-3:]}", "+212 ••• ••• •78")
    assert held["unit_name_fr"]


def test_her_identifiers_are_masked_beside_the_row(known, done):
    there, row = known
    there.update({"cnie": "QZ771234", "phone": "0661000099"}).save()
    text = str(api.rows_to_compare(done([row]).name))
    assert "•••234" in text
    assert "771234" not in text and "661000099" not in text and row["cnie"] not in text


def test_taken_in_with_a_reason_she_leaves_a_decided_review(known, done):
    there, row = known
    doc = done([row])
    assert take_in(doc, 2) == {"decided": [2], "refused": [], "left": 0}
    woman = frappe.get_doc("Beneficiary", {"cnie": row["cnie"]})
    assert (woman.registration_origin, woman.registration_status) == ("Import", "Confirmed")
    review = frappe.get_doc("Duplicate Review", {"beneficiary": woman.name, "other": there.name})
    assert (review.status, review.origin, review.reason) == (
        "Different Women",
        "Import",
        "Her mother's name differs",
    )
    assert review.decided_by == frappe.session.user
    assert counts(doc) == (1, 0, 0)
    entry = frappe.get_all(
        "Audit Entry", {"reference_name": doc.name, "action": "import_row_decided"}, pluck="detail"
    )
    assert [frappe.parse_json(detail) for detail in entry] == [{"row": 2, "decision": "Taken In"}]


def test_left_out_she_is_not_registered_and_the_row_waits_no_more(known, done):
    _there, row = known
    doc = done([row])
    assert leave_out(doc, 2)["decided"] == [2]
    assert not frappe.db.exists("Beneficiary", {"cnie": row["cnie"]})
    assert counts(doc) == (0, 0, 1)
    assert api.rows_to_compare(doc.name)["rows"] == []


def test_a_row_is_decided_once_and_only_one_that_was_held(known, done):
    _there, row = known
    doc = done([row, woman_row(phone="1")])
    take_in(doc, 2)
    for again in (2, 3, 99):
        with pytest.raises(RowDecided):
            take_in(doc, again)
        with pytest.raises(RowDecided):
            leave_out(doc, again)
    assert frappe.db.count("Beneficiary", {"cnie": row["cnie"]}) == 1


def test_the_same_request_twice_registers_her_once(known, done):
    _there, row = known
    doc = done([row])
    key = unique("k")
    answers = [api.take_rows_in(key, doc.name, rows, "Another woman") for rows in ([2], "[2]")]
    assert answers[0] == answers[1] == {"decided": [2], "refused": [], "left": 0}
    assert counts(doc) == (1, 0, 0)


def test_two_rows_of_one_woman_are_not_taken_in_together(known, done):
    _there, row = known
    doc = done([row, row | {"cnie": woman_row()["cnie"]}])
    answer = take_in(doc, 2, 3)
    assert answer["decided"] == [2] and answer["left"] == 1
    assert "Row 2 looks like the same woman" in answer["refused"][0]["message"]
    assert take_in(doc, 3)["decided"] == [3]


def test_one_row_that_is_refused_keeps_nothing_and_not_the_others(known, done):
    there, row = known
    other = make_beneficiary(first_name="Zohra", first_name_ar="زهرة")
    like_other = woman_row(
        **{field: other.get(field) for field in ("first_name", "last_name", "first_name_ar", "last_name_ar")},
        birth_date=str(other.birth_date),
    )
    doc = done([row, like_other])
    there.update({"cnie": row["cnie"]}).save()  # somebody wrote the number into her file since
    answer = take_in(doc, 2, 3)
    assert (answer["decided"], [each["row_number"] for each in answer["refused"]]) == ([3], [2])
    assert row["cnie"] in answer["refused"][0]["message"]
    assert frappe.db.count("Beneficiary", {"cnie": row["cnie"]}) == 1
    assert counts(doc) == (1, 1, 0)


def test_without_a_reason_nobody_is_taken_in(known, done):
    doc = done([known[1]])
    with pytest.raises(ReasonMissing):
        take_in(doc, 2, reason="  ")
    assert counts(doc) == (0, 1, 0)


@pytest.mark.parametrize("rows", ["", "[", "{}", [], ["2"], [True], [2.5], list(range(2, 40)), None])
def test_what_is_no_list_of_rows_is_refused_in_words(known, done, rows):
    doc = done([known[1]])
    with pytest.raises(RowDecided, match="Choose up to 20 rows"):
        api.take_rows_in(unique("k"), doc.name, rows, "Another woman")


@pytest.mark.parametrize("role", ["Auditor", "Data Protection Officer", "Trainer", "Programme Officer"])
def test_who_may_not_decide_neither_sees_the_rows_nor_decides(known, done, role):
    doc = done([known[1]])
    with acting_as(user_with(role, PROVINCE).name):
        for door in (
            lambda: api.rows_to_compare(doc.name),
            lambda: take_in(doc, 2),
            lambda: leave_out(doc, 2),
        ):
            with pytest.raises(frappe.PermissionError):
                door()
    assert counts(doc) == (0, 1, 0)


def test_a_coordinator_of_another_province_neither_sees_the_rows_nor_decides(known, done):
    doc = done([known[1]])
    with acting_as(user_with("Coordinator", "MA-CHE").name):
        for door in (lambda: api.rows_to_compare(doc.name), lambda: take_in(doc, 2)):
            with pytest.raises(frappe.PermissionError):
                door()


def test_a_woman_of_another_province_is_only_a_note(known, done):
    there, row = known
    frappe.db.set_value("Beneficiary", there.name, "unit", "MA-CHE")
    (held,) = api.rows_to_compare(done([row]).name)["rows"]
    assert held["beside"][0]["hidden"] and there.name not in frappe.as_json(held)


def test_rows_are_compared_once_the_import_is_done(db):
    doc = make_import(csv_of([woman_row()]))
    with pytest.raises(ImportIsRunning):
        api.rows_to_compare(doc.name)


def test_a_file_of_rows_that_was_changed_since_is_not_believed(known, done):
    doc = done([known[1]])
    path = Path(file_path(doc.problems_file))
    path.write_bytes(path.read_bytes().replace(b"Fatimzahra", b"Somebody"))
    with pytest.raises(BadFile):
        take_in(doc, 2)


def test_a_cell_that_was_made_harmless_is_read_as_it_was_typed(known, done):
    _there, row = known
    doc = done([row | {"locality": "-Douar Oulad"}])
    take_in(doc, 2)
    assert frappe.db.get_value("Beneficiary", {"cnie": row["cnie"]}, "locality") == "-Douar Oulad"


def test_nobody_types_in_what_was_decided(known, done):
    doc = done([known[1]])
    with pytest.raises(ImportIsRunning):
        doc.update({"left_out_count": 1}).save()
    row = frappe.get_doc("Import Row", {"beneficiary_import": doc.name})
    row.decision = "Left Out"
    with pytest.raises(frappe.PermissionError):
        row.save()


@pytest.mark.parametrize("snapshot", [0, 1])
def test_two_coordinators_at_once_register_her_once(known, done, snapshot):
    _there, row = known
    doc = done([row | {"cnie": ""}])  # no unique number stands behind her
    user = frappe.session.user

    def decide(number: int) -> None:
        frappe.set_user(user)
        assert open_numbers(doc.name) == [2]  # as each of them sees it
        time.sleep(1)
        with suppress(RowDecided, TryAgain, frappe.QueryDeadlockError):
            take_in(doc, 2)
            frappe.db.commit()

    run_together(decide, 4, snapshot_isolation(snapshot))
    frappe.db.rollback()
    assert (
        frappe.db.count("Beneficiary", {"last_name": row["last_name"], "registration_origin": "Import"}) == 1
    )
    assert counts(doc) == (1, 0, 0)
