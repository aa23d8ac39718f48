"""The reports of training: right figures, the user's territory, every choice of a filter."""

import importlib

import frappe
import pytest
from frappe.desk.query_report import run
from frappe.utils import add_days, today

from tests.factories.people import make_woman_with_account
from tests.factories.rows import bare_row
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.training import did_not_happen, hold_session, make_group, make_session, send
from tests.factories.training_results import completed_group, make_certificate, make_coordinator
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.territory.days import NotADay
from women_incubation.territory.errors import PeriodRefused
from women_incubation.training.certificates import reissue
from women_incubation.training.feedback import insert_feedback

pytestmark = pytest.mark.usefixtures("db")
REPORTS = {
    "Attendance Rates": ("Training Group", "Module", "Place", "Territorial Unit"),
    "Training Dropouts": (None,),
    "Trainer Hours": (None,),
    "Paths Completed": ("Training Path", "Training Group", "Territorial Unit"),
    "Sessions That Did Not Happen": (None,),
    "Session Feedback Averages": ("Module", "Training Group", "Trainer"),
}
EVERY_CHOICE = [(name, by) for name, choices in REPORTS.items() for by in choices]


def rows_of(name, user, **filters):
    """The rows that the Desk shows to a user."""
    filters = {"from_date": add_days(today(), -400), "to_date": today(), **filters}
    with acting_as(user):
        return [row for row in run(name, filters)["result"] if isinstance(row, dict)]


def row_of(rows, **values):
    """The only row with these values."""
    (row,) = [row for row in rows if all(row[key] == value for key, value in values.items())]
    return row


@pytest.fixture
def coordinator(db):
    return make_coordinator()


@pytest.mark.parametrize(("name", "by"), EVERY_CHOICE, ids=str)
def test_each_choice_of_each_report_gives_rows_of_the_territory_only(db, coordinator, name, by):
    far, near = story(OTHER_PROVINCE), story(PROVINCE)
    mine = rows_of(name, coordinator, by=by)
    theirs = rows_of(name, make_coordinator(OTHER_PROVINCE), by=by)
    everything = rows_of(name, "Administrator", by=by)
    assert mine and theirs
    assert far.group_name not in str(mine) and near.group_name not in str(theirs)
    assert total(mine) < total(everything) and total(theirs) < total(everything)


FIGURES = ("expected", "people", "sessions", "women", "answers")


def total(rows):
    """What a report adds up to; the number of lines of a list."""
    figure = next((key for key in FIGURES if key in rows[0]), None)
    return sum(row[figure] for row in rows) if figure else len(rows)


def story(unit):
    """A group in which everything happened that the reports tell."""
    group = completed_group(6, unit=unit, place="Maison de la femme")
    with acting_as("Administrator"):
        missed = make_session(group, session_date=add_days(today(), -3))
        send([did_not_happen(missed)], missed)
    bare_row(
        "Certificate",
        unit,
        training_group=group.name,
        training_path=group.path,
        beneficiary=group.members[0].beneficiary,
        issued_on=today(),
        valid_key=frappe.generate_hash(),
    )
    session = frappe.get_all(
        "Training Session", {"training_group": group.name, "status": "Closed"}, pluck="name"
    )[0]
    for row in group.members:
        values = {"training_session": session, "beneficiary": row.beneficiary, "unit": unit}
        insert_feedback(values | {"usefulness": 4, "clarity": 5})
    group.reload()
    group.members[5].update(
        {"left_on": today(), "leaving_cause": "Health", "leaving_reason": "Told by phone"}
    )
    group.save()
    return group


def test_attendance_counts_everybody_who_belonged(coordinator):
    group = make_group(4)
    hold_session(group, ["Present", "Absent", "Excused"])
    row = row_of(rows_of("Attendance Rates", coordinator), what=group.group_name)
    figures = (row["sessions"], row["expected"], row["present"], row["excused"], row["absent"], row["rate"])
    assert figures == (1, 4, 1, 1, 2, 25)


def test_attendance_leaves_out_whoever_had_left(coordinator):
    group = make_group(2)
    group.members[1].update({"left_on": add_days(today(), -5), "leaving_reason": "Moved"})
    group.save()
    hold_session(group, ["Present"])
    assert row_of(rows_of("Attendance Rates", coordinator), what=group.group_name)["rate"] == 100


def test_dropouts_tell_the_cause_and_the_share(coordinator):
    group = make_group(4)
    group.members[0].update({"left_on": today(), "leaving_cause": "Family", "leaving_reason": "A birth"})
    group.members[1].update({"left_on": today(), "leaving_reason": "Unknown"})
    group.save()
    rows = [row for row in rows_of("Training Dropouts", coordinator) if row["group_name"] == group.group_name]
    assert sorted(row["leaving_cause"] for row in rows) == ["Family", "Not Stated"]
    with acting_as(coordinator):
        answer = run("Training Dropouts", {"from_date": today(), "to_date": today()})
    people, left, share = (figure["value"] for figure in answer["report_summary"])
    assert left >= 2 and people >= 4 and share == int(left * 1000 / people) / 10
    assert answer["chart"]["type"] == "bar"


def test_hours_of_a_trainer(coordinator):
    group = make_group(1)
    hold_session(group)
    missed = make_session(group, session_date=add_days(today(), -2))
    send([did_not_happen(missed)], missed)
    make_session(group, session_date=add_days(today(), -4))
    row = row_of(rows_of("Trainer Hours", coordinator), trainer=group.trainers[0].trainer)
    assert (row["sessions"], row["hours"], row["missed"], row["open_sessions"]) == (1, 3, 1, 1)


def test_a_trainer_sees_her_own_hours(db):
    group, other = make_group(1), make_group(1)
    hold_session(group)
    hold_session(other)
    rows = rows_of("Trainer Hours", group.trainers[0].trainer)
    assert [row["trainer"] for row in rows] == [group.trainers[0].trainer]


def test_a_certificate_issued_again_is_one_completion(coordinator):
    certificate = make_certificate()
    with acting_as(coordinator):
        reissue(certificate.name, "The name was misspelt.")
    name = frappe.db.get_value("Training Group", certificate.training_group, "group_name")
    row = row_of(rows_of("Paths Completed", coordinator, by="Training Group"), what=name)
    assert (row["women"], row["valid"], row["revoked"], row["hours"]) == (1, 1, 0, 3)


def test_what_did_not_happen_is_told_with_its_reason(coordinator):
    session = make_session(make_group(1), session_date=add_days(today(), -2))
    send([did_not_happen(session, "The road was cut.")], session)
    row = row_of(rows_of("Sessions That Did Not Happen", coordinator), name=session.name)
    assert row["status_reason"] == "The road was cut."


@pytest.mark.parametrize(("answers", "shown"), [(4, []), (5, [5]), (9, [5])])
def test_feedback_of_few_is_not_shown_and_numbers_are_rounded(coordinator, answers, shown):
    group = completed_group(1)
    session = frappe.get_all("Training Session", {"training_group": group.name}, pluck="name")[0]
    for number in range(answers):
        values = {
            "training_session": session,
            "beneficiary": make_woman_with_account().name,
            "unit": group.unit,
        }
        insert_feedback(values | {"usefulness": 5 if number else 1, "clarity": 3})
    rows = rows_of("Session Feedback Averages", coordinator, by="Training Group")
    mine = [row for row in rows if row["what"] == group.group_name]
    assert [row["answers"] for row in mine] == shown
    assert all(row["usefulness"] * 2 == int(row["usefulness"] * 2) for row in mine)


@pytest.mark.parametrize("name", [name for name in REPORTS if name != "Session Feedback Averages"])
def test_periods_that_are_none(db, name):
    module = frappe.scrub(name)
    execute = importlib.import_module(f"women_incubation.training.report.{module}.{module}").execute
    for filters in ({"from_date": "x"}, {"from_date": "2026-02-01", "to_date": "2026-01-01"}):
        with pytest.raises((NotADay, PeriodRefused)):
            execute(filters)
    assert execute({"from_date": "1990-01-01", "to_date": "1990-01-02", "by": "drop table"})[1] == []


@pytest.mark.parametrize("name", REPORTS)
def test_others_do_not_run_them(db, name):
    with acting_as(user_with("Funder", PROVINCE).name), pytest.raises(frappe.PermissionError):
        run(name, {})
