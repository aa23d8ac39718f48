"""Paper sheets: typed in by one person or two, compared, settled, and recorded as marks."""

import frappe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.territory import OTHER_PROVINCE
from tests.factories.training import (
    close,
    make_group,
    make_session,
    make_trainer,
    mark,
    send,
    women_of,
)
from tests.factories.training_results import make_coordinator
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.training import sheets
from women_incubation.training.desk_api import record_sheet, reopen_sheet, save_sheet, sheet
from women_incubation.training.errors import SheetRefused
from women_incubation.training.sheets import Said, compare

NOT_A_SHEET = [
    [{"beneficiary": "nobody", "status": "Present"}],
    [{"beneficiary": 0, "status": "Present", "late_minutes": 5}],
    [{"beneficiary": 0, "status": "Present"}, {"beneficiary": 0, "status": "Absent"}],
    [{"beneficiary": 0, "status": "Here"}],
]


@pytest.fixture
def session(db):
    """A session of three women."""
    return make_session(make_group(3))


@pytest.fixture
def coordinator(db):
    return make_coordinator()


def rows(session, *statuses):
    """Lines of a sheet; a number is the minutes late, None an empty line."""
    lines = zip(women_of(session), statuses, strict=False)
    return [
        {"beneficiary": woman, "status": "Late", "late_minutes": said}
        if isinstance(said, int)
        else {"beneficiary": woman, "status": said}
        for woman, said in lines
    ]


def typed(session, user, *statuses, finished=True):
    with acting_as(user):
        return save_sheet(session.name, rows(session, *statuses), finished)


def table(session):
    found = frappe.get_all(
        "Session Attendance", {"training_session": session.name}, ["beneficiary", "status", "late_minutes"]
    )
    by_woman = {row.beneficiary: (row.status, row.late_minutes) for row in found}
    return [by_woman.get(woman) for woman in women_of(session)]


def recorded(session, user, settled=(), close=False, key="key"):
    with acting_as(user):
        return record_sheet(key, session.name, list(settled), close)["answers"]


def test_a_sheet_typed_by_one_person_becomes_marks(session):
    typed(session, session.trainer, "Present", 20, "Absent")
    answers = recorded(session, session.trainer, close=True)
    assert [answer["outcome"] for answer in answers] == ["created", "created", "created", "updated"]
    assert table(session) == [("Present", 0), ("Late", 20), ("Absent", 0)]
    assert session.reload().status == "Closed"
    assert (
        frappe.get_all("Attendance Event", {"training_session": session.name}, pluck="device")[0]
        == "paper sheet"
    )


def test_an_empty_line_says_nothing(session):
    typed(session, session.trainer, "Present", None, "Absent")
    recorded(session, session.trainer)
    assert table(session) == [("Present", 0), None, ("Absent", 0)]


def test_a_draft_keeps_what_was_typed_and_marks_nobody(session):
    typed(session, session.trainer, "Present", finished=False)
    with acting_as(session.trainer):
        assert sheet(session.name)["mine"]["rows"][0]["status"] == "Present"
    with pytest.raises(SheetRefused, match="Nobody has finished"):
        recorded(session, session.trainer)
    assert table(session) == [None, None, None]


def test_the_second_person_sees_the_first_entry_only_when_she_has_finished(session, coordinator):
    typed(session, session.trainer, "Present", "Present", "Absent")
    with acting_as(coordinator):
        before = sheet(session.name)
    assert (before["finished_by_others"], before["lines"]) == (1, [])
    after = typed(session, coordinator, "Present", "Absent", "Absent")
    assert [line["agreed"] for line in after["lines"]] == [True, False, True]
    assert [said["status"] for said in after["lines"][1]["typed"]] == ["Present", "Absent"]


def test_differences_are_settled_before_anything_is_recorded(session, coordinator):
    typed(session, session.trainer, "Present", 20, "Absent")
    typed(session, coordinator, "Present", 30, None)
    names = frappe.get_all("Beneficiary", {"name": ["in", women_of(session)[1:]]}, pluck="full_name")
    with acting_as(coordinator), pytest.raises(SheetRefused) as refused:
        sheets.record_sheet(session.name, [], False)
    assert all(name in str(refused.value) for name in names)
    assert table(session) == [None, None, None]
    settled = [*rows(session, "Absent", 25, "")]  # a line that agrees is not settled otherwise
    recorded(session, coordinator, settled, key="second")
    assert table(session) == [("Present", 0), ("Late", 25), None]


def test_recorded_again_nothing_changes(session):
    typed(session, session.trainer, "Present", "Present", "Absent")
    first = recorded(session, session.trainer)
    assert recorded(session, session.trainer) == first
    with pytest.raises(SheetRefused):
        recorded(session, session.trainer, key="another")
    assert frappe.db.count("Attendance Event", {"training_session": session.name}) == 3


def test_a_sheet_meets_marks_as_a_device_does(session):
    anna, berta, _carla = women_of(session)
    send([mark(session, anna), mark(session, berta, "Absent"), close(session)], session)
    typed(session, session.trainer, "Present", "Present")
    assert [answer["outcome"] for answer in recorded(session, session.trainer)] == ["identical", "late"]
    assert table(session)[:2] == [("Present", 0), ("Absent", 0)]


def test_a_line_that_cannot_be_a_mark_leaves_nothing_half_recorded(session):
    typed(session, session.trainer, "Present", 1000)
    with pytest.raises(SheetRefused, match="180 minutes"):
        recorded(session, session.trainer)
    assert frappe.get_all("Sheet Entry", {"training_session": session.name}, pluck="status") == ["Finished"]


def test_a_finished_entry_changes_after_it_was_taken_back(session):
    typed(session, session.trainer, "Present")
    with pytest.raises(SheetRefused, match="finished"):
        typed(session, session.trainer, "Absent")
    with acting_as(session.trainer):
        assert reopen_sheet(session.name)["mine"]["status"] == "Draft"
        with pytest.raises(SheetRefused):
            reopen_sheet(session.name)
    typed(session, session.trainer, "Absent")
    recorded(session, session.trainer)
    assert table(session)[0] == ("Absent", 0)


@pytest.mark.parametrize("lines", NOT_A_SHEET, ids=str)
def test_lines_that_cannot_be(session, lines):
    women = women_of(session)
    sent = [{**line, "beneficiary": women[0] if line["beneficiary"] == 0 else "nobody"} for line in lines]
    with acting_as(session.trainer), pytest.raises(frappe.ValidationError):
        save_sheet(session.name, sent, False)


def test_an_empty_sheet_is_not_finished(session):
    with pytest.raises(SheetRefused, match="Nobody is marked"):
        typed(session, session.trainer)


def test_only_who_may_mark_types(session):
    for user in (make_trainer(), make_coordinator(OTHER_PROVINCE)):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            sheet(session.name)
        with pytest.raises(frappe.PermissionError):
            typed(session, user, "Present")


def test_nobody_changes_what_another_typed(session, coordinator):
    typed(session, session.trainer, "Present", finished=False)
    entry = frappe.get_last_doc("Sheet Entry", {"training_session": session.name})
    with acting_as(coordinator):
        entry.rows[0].status = "Absent"
        with pytest.raises(frappe.PermissionError):
            entry.save()
    entry.reload()
    with acting_as(session.trainer):
        entry.status, entry.typed_by = "Recorded", coordinator
        entry.save()
    assert (entry.reload().status, entry.typed_by) == ("Draft", session.trainer)


def test_the_scan_is_private(session):
    typed(session, session.trainer, "Present", finished=False)
    entry = frappe.get_last_doc("Sheet Entry", {"training_session": session.name})
    with acting_as(session.trainer):
        entry.scan = "/files/sheet.pdf"
        with pytest.raises(frappe.ValidationError, match="not private"):
            entry.save()


def test_a_sheet_takes_as_many_queries_for_many_women_as_for_few(db):
    counts = []
    for women in (2, 2, 30):
        session = make_session(make_group(women))
        with acting_as(session.trainer), counted_queries() as queries:
            assert len(sheet(session.name)["roster"]) == women
        counts.append(len(queries))
    assert counts[1] == counts[2] <= 14


said = st.none() | st.builds(
    Said, st.sampled_from(["Present", "Absent", "Late"]), st.integers(0, 60), st.sampled_from(["", "Bus"])
)
entry = st.dictionaries(st.sampled_from("abc"), said)


@given(st.lists(entry, min_size=1, max_size=3))
def test_a_line_agrees_if_and_only_if_everybody_typed_the_same(entries):
    for line in compare(entries, "abc"):
        assert line.typed == tuple(typed.get(line.beneficiary) for typed in entries)
        assert line.agreed == all(one == line.typed[0] for one in line.typed)
