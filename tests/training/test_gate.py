"""The gate: hours attended over hours held, and the sentence that explains it."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.training import (
    close,
    did_not_happen,
    hold_session,
    make_group,
    make_module,
    make_path,
    make_session,
    mark,
    send,
    women_of,
)
from women_incubation.training.gate import explain, in_hours

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def group(db):
    """One woman, three hours a session, 80 % asked for."""
    return make_group(1)


def gate_of(group):
    return explain(group.members[0].beneficiary, group.path)


def hold(group, *statuses):
    """A closed session of three hours for each status; a number is the minutes late."""
    for days, status in enumerate(statuses, start=1):
        session = make_session(group, session_date=add_days(today(), -days))
        said = {"status": "Late", "late_minutes": status} if isinstance(status, int) else {"status": status}
        send([mark(session, group.members[0].beneficiary, **said), close(session)], session)


def test_nothing_held_yet_does_not_pass(group):
    gate = gate_of(group)
    assert (gate.passed, gate.held_minutes, gate.percent, gate.threshold) == (False, 0, 0, 80)
    assert "No session" in gate.reason


@pytest.mark.parametrize(
    ("statuses", "attended", "held", "passed"),
    [
        (["Present"], 180, 180, True),
        (["Present"] * 4 + ["Absent"], 720, 900, True),  # exactly 80 %
        (["Present"] * 3 + ["Absent"], 540, 720, False),
        (["Present"] * 3 + [1], 719, 720, True),
        (["Present"] * 4 + ["Absent", 1], 899, 1080, True),
        ([36], 144, 180, True),  # late by a fifth: exactly 80 %
        ([37], 143, 180, False),
        ([180], 0, 180, False),
        (["Excused"], 0, 180, False),
        (["Absent"], 0, 180, False),
    ],
    ids=str,
)
def test_hours_attended_over_hours_held(group, statuses, attended, held, passed):
    hold(group, *statuses)
    gate = gate_of(group)
    assert (gate.attended_minutes, gate.held_minutes, gate.passed) == (attended, held, passed)


def test_a_share_below_the_threshold_never_shows_as_the_threshold(group):
    """79.87 % of the 79.99 % asked for is shown as 79.8, neither as 79.9 nor as 80."""
    frappe.db.set_value("Training Path", group.path, "attendance_threshold", 79.99)
    frappe.clear_document_cache("Training Path", group.path)
    hold(group, 36)
    hold_more = make_session(group, session_date=add_days(today(), -9), start_time="08:00", end_time="18:00")
    send(
        [mark(hold_more, group.members[0].beneficiary, "Late", late_minutes=121), close(hold_more)], hold_more
    )
    gate = gate_of(group)
    assert gate.attended_minutes * 10000 // gate.held_minutes < 7999
    assert (gate.passed, gate.percent) == (False, 79.8)


def test_excused_is_not_attended_but_told_apart_from_absent(group):
    hold(group, "Present", "Excused", "Absent")
    gate = gate_of(group)
    assert (gate.attended_minutes, gate.excused_minutes, gate.unexcused_minutes) == (180, 180, 180)
    assert "excuse" in gate.reason


def test_whoever_was_not_marked_counts_as_absent(db):
    group = make_group(2)
    hold_session(group, ["Present"])
    gate = explain(group.members[1].beneficiary, group.path)
    assert (gate.attended_minutes, gate.held_minutes, gate.unexcused_minutes) == (0, 180, 180)


def test_only_closed_sessions_count(group):
    anna = group.members[0].beneficiary
    hold(group, "Present")
    held = make_session(group)
    send([mark(held, anna, "Absent")], held)
    missed = make_session(group, session_date=add_days(today(), -5))
    send([did_not_happen(missed)], missed)
    make_session(group, session_date=add_days(today(), 5))
    assert gate_of(group).held_minutes == 180


def test_sessions_before_she_joined_and_after_she_left_do_not_count(db):
    group = make_group(2)
    anna, berta = (row.beneficiary for row in group.members)
    group.members[0].update({"joined_on": add_days(today(), -6)})
    group.members[0].update({"left_on": add_days(today(), -4), "leaving_reason": "Moved"})
    group.save()
    for days in (7, 5, 3):
        session = make_session(group, session_date=add_days(today(), -days))
        send([mark(session, berta), close(session)], session)
    assert explain(anna, group.path).held_minutes == 180
    assert explain(berta, group.path).held_minutes == 540


def test_other_paths_do_not_count(group):
    hold(group, "Present")
    assert explain(group.members[0].beneficiary, make_path().name).held_minutes == 0


def test_two_groups_of_one_path_count_together(group):
    second = make_group([group.members[0].beneficiary], path=group.path)
    hold(group, "Present")
    hold(second, "Absent")
    assert (gate_of(group).attended_minutes, gate_of(group).held_minutes) == (180, 360)


def test_a_mandatory_module_that_was_not_held_keeps_the_gate_shut(db):
    first, second, optional = make_module(), make_module(), make_module()
    path = make_path(
        modules=[
            {"module": first.name, "mandatory": 1},
            {"module": second.name, "mandatory": 1},
            {"module": optional.name, "mandatory": 0},
        ]
    )
    group = make_group(1, path=path.name)
    hold(group, "Present")
    gate = gate_of(group)
    assert (gate.passed, gate.percent) == (False, 100)
    assert second.title_fr in gate.reason
    assert optional.title_fr not in gate.reason
    session = make_session(group, module=second.name, session_date=add_days(today(), -2))
    send([mark(session, women_of(session)[0]), close(session)], session)
    assert gate_of(group).passed


def test_the_reason_gives_the_figures(group):
    hold(group, "Present", 90, "Absent")
    assert "4.5 of 9 hours attended (50.0 %); the training path asks for 80 %." in gate_of(group).reason


def test_a_path_that_is_not_there(group):
    with pytest.raises(frappe.DoesNotExistError):
        explain(group.members[0].beneficiary, "missing")


@pytest.mark.parametrize(
    ("minutes", "text"), [(0, "0"), (60, "1"), (90, "1.5"), (6000, "100"), (100, "1.66")]
)
def test_minutes_as_hours(minutes, text):
    assert in_hours(minutes) == text
