"""A series of sessions from a timetable."""

import frappe
import pytest

from tests.factories.territory import OTHER_PROVINCE
from tests.factories.training import make_group, make_module, make_path, make_session
from tests.factories.training_results import make_coordinator
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.audit.errors import ClientKeyReused
from women_incubation.training.errors import DatesRefused, SessionClash, TimetableRefused
from women_incubation.training.planning.api import make_series, parse_timetable, preview_series
from women_incubation.training.planning.series import create_series

pytestmark = pytest.mark.usefixtures("db")
MONDAY = "2026-07-20"  # the 30th, a Thursday, is Throne Day
MEETINGS = [
    {"weekday": 0, "start": "09:00", "end": "12:00"},
    {"weekday": 3, "start": "14:00", "end": "16:00"},
]


@pytest.fixture
def group(db):
    """Two modules of six and four hours."""
    rows = [make_module(duration_minutes=360).name, make_module(duration_minutes=240).name]
    return make_group(2, path=make_path(rows).name, start_date="2026-07-01")


@pytest.fixture
def coordinator(group):
    user = make_coordinator()
    with acting_as(user):
        yield user


def timetable(group, **values):
    sent = {
        "group": group.name,
        "trainer": group.trainers[0].trainer,
        "from_date": MONDAY,
        "to_date": "2026-09-30",
        "meetings": MEETINGS,
        "modules": [row.module for row in frappe.get_doc("Training Path", group.path).modules],
    }
    return sent | values


def days(series):
    return [(row["session_date"][5:], row["module"]) for row in series["sessions"]]


def sessions_of(group):
    return frappe.get_all(
        "Training Session", {"training_group": group.name}, ["name", "module"], order_by="session_date"
    )


def test_modules_follow_one_another_and_holidays_are_left_out(group, coordinator):
    series = preview_series(timetable(group))
    first, second = timetable(group)["modules"]
    assert days(series) == [
        ("07-20", first),
        ("07-23", first),
        ("07-27", first),
        ("08-03", second),
        ("08-06", second),
    ]
    assert [row["session_date"] for row in series["skipped"]] == ["2026-07-30"]
    assert series["unfinished"] == []
    assert sessions_of(group) == []


def test_holidays_are_met_on_when_asked_for_and_warned_of(group, coordinator):
    series = preview_series(timetable(group, skip_holidays=False))
    (holiday,) = [row for row in series["sessions"] if row["session_date"] == "2026-07-30"]
    assert "Throne Day" in holiday["warnings"][0]


def test_what_does_not_fit_is_told(group, coordinator):
    series = preview_series(timetable(group, to_date="2026-07-27"))
    assert [row["minutes"] for row in series["unfinished"]] == [240]


def test_sessions_that_are_there_count(group, coordinator):
    first, second = timetable(group)["modules"]
    make_session(group, module=first, session_date="2026-07-02", start_time="08:00", end_time="14:00")
    assert {module for _day, module in days(preview_series(timetable(group)))} == {second}


def test_a_series_is_made_once(group, coordinator):
    made = make_series("key", timetable(group))
    assert make_series("key", timetable(group)) == made
    assert len(made["sessions"]) == len(sessions_of(group)) == 5
    with pytest.raises(ClientKeyReused):
        make_series("key", timetable(group, to_date="2026-10-01"))


def test_a_clash_leaves_nothing_half_made(group, coordinator):
    make_session(group, session_date="2026-07-27", start_time="11:00", end_time="13:00")
    series = preview_series(timetable(group))
    assert [row["session_date"] for row in series["sessions"] if row["clashes"]] == ["2026-07-27"]
    with pytest.raises(SessionClash, match="07"):
        create_series(parse_timetable(timetable(group)))
    assert len(sessions_of(group)) == 1
    made = create_series(parse_timetable(timetable(group, clash_reason="Both halves of the group meet.")))
    reasons = [frappe.db.get_value("Training Session", name, "clash_reason") for name in made]
    assert any(reasons) and not all(reasons)


WRONG = [
    {"to_date": "2026-07-19"},
    {"to_date": "2027-07-30"},
    {"meetings": []},
    {"meetings": [{"weekday": 7, "start": "09:00", "end": "10:00"}]},
    {"meetings": ["x"]},
    {"meetings": [{"weekday": 0, "start": "09:00", "end": "09:00"}]},
    {"meetings": [MEETINGS[0], {"weekday": 0, "start": "11:00", "end": "13:00"}]},
    {"modules": []},
    {"modules": "x"},
    {"modules": ["not-there"]},
]


@pytest.mark.parametrize("values", WRONG, ids=str)
def test_timetables_that_make_no_series(group, coordinator, values):
    with pytest.raises(TimetableRefused):
        preview_series(timetable(group, **values))


@pytest.mark.parametrize("values", [{"from_date": None}, {"from_date": "x"}, {"to_date": 7}], ids=str)
def test_days_that_are_none(group, coordinator, values):
    with pytest.raises(DatesRefused):
        preview_series(timetable(group, **values))


def test_what_is_no_timetable(group, coordinator):
    with pytest.raises(TimetableRefused):
        preview_series(None)


def test_who_may_plan(group):
    for user in (group.trainers[0].trainer, make_coordinator(OTHER_PROVINCE)):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            preview_series(timetable(group))


def test_a_preview_takes_as_many_queries_for_many_sessions_as_for_few(group, coordinator):
    counts = []
    for last in ("2026-07-21", "2026-08-30"):
        preview_series(timetable(group, to_date=last))
        with counted_queries() as queries:
            preview_series(timetable(group, to_date=last))
        counts.append(len(queries))
    assert counts[0] == counts[1]
