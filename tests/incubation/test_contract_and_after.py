"""From the contract to the end: money committed and freed, tranches, coach, activity, endings."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.funding import make_convention, make_line
from tests.factories.incubation import (
    ENDED,
    contract,
    edit,
    holder_user,
    make_call,
    make_private_file,
    make_project,
    make_sitting,
    move,
    start_activity,
    start_incubation,
)
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, SISTER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.refusals import refused_fields, refused_words
from women_incubation.audit.errors import FieldsFrozen, MoveNotAllowed
from women_incubation.funding import ledger
from women_incubation.funding.errors import LineExceeded, LineNotOpen
from women_incubation.incubation.errors import OwnProject

GRANTED = 60_000


def committed(line) -> int:
    return ledger.line_balance(line if isinstance(line, str) else line.name).committed_centimes


def financing(*rows):
    return [{"budget_line": line.name, "amount": amount} for line, amount in rows]


# ---------------------------------------------------------------- contract


def test_signing_commits_every_line_to_the_centime(staff):
    project = make_project("Approved", staff)
    first, second = make_line(), make_line()
    contract(project, staff, financing((first, 40_000.01), (second, 19_999.99)))
    assert (committed(first), committed(second)) == (4_000_001, 1_999_999)


def test_the_lines_give_exactly_what_was_granted(staff):
    project = make_project("Approved", staff)
    for amount in (GRANTED - 0.01, GRANTED + 0.01):
        rows = financing((make_line(), amount))
        assert refused_fields(lambda rows=rows: contract(project, staff, rows)) == {"financing"}
    assert refused_fields(lambda: move(project, "Contracted", staff.funder)) == {"financing"}


def test_a_line_stands_once_and_with_an_amount(staff):
    project = make_project("Approved", staff)
    line = make_line()
    words = refused_words(lambda: contract(project, staff, financing((line, 60_000), (line, 0))))
    assert "Row 2: this budget line is already named" in words
    assert "Row 2: give the amount" in words


def test_a_line_of_another_province_pays_for_nothing_here(staff):
    project = make_project("Approved", staff)
    line = make_line(unit=SISTER_PROVINCE)
    assert "another territory" in refused_words(lambda: contract(project, staff, financing((line, GRANTED))))


def test_a_line_without_room_or_closed_stops_the_contract(staff):
    project = make_project("Approved", staff)
    narrow = make_line(total=59_999.99)
    frappe.db.savepoint("untouched")
    with pytest.raises(LineExceeded):
        contract(project, staff, financing((narrow, GRANTED)))
    frappe.db.rollback(save_point="untouched")
    assert committed(narrow) == 0
    closed = make_line(status="Closed")
    with pytest.raises(LineNotOpen):
        contract(project, staff, financing((closed, GRANTED)))
    frappe.db.rollback(save_point="untouched")
    unsigned = make_line(convention=make_convention(status="Draft", signed_on=None, amount=10**6))
    with pytest.raises(LineNotOpen):
        contract(project, staff, financing((unsigned, GRANTED)))


def test_the_coordinator_may_prepare_the_financing_and_not_sign(staff):
    project = make_project("Approved", staff)
    rows = financing((make_line(), GRANTED))
    project = edit(project, staff.coordinator, financing=rows)
    with pytest.raises(MoveNotAllowed):
        move(project, "Contracted", staff.coordinator)
    assert move(project, "Contracted", staff.funder).workflow_state == "Contracted"


# ---------------------------------------------------------------- tranches and coach


def test_the_plan_follows_the_rule_for_each_line(staff):
    project = make_project("Approved", staff)
    project = contract(project, staff, financing((make_line(), 40_000.01), (make_line(), 19_999.99)))
    plan = [(row.number, row.amount, row.condition) for row in project.tranches]
    rest = "Justified Share of the Last Tranche"
    assert plan == [(1, 24_000, "None"), (1, 11_999.99, "None"), (2, 16_000.01, rest), (2, 8_000, rest)]


def changed_plan(project, *changes):
    rows = [row.as_dict() | change for row, change in zip(project.tranches, changes, strict=True)]
    return {"tranches": rows}


@pytest.mark.parametrize(
    "changes",
    [
        ({"amount": 36_000.01}, {}),
        ({"amount": 60_000}, {"amount": 0}),
        ({"number": 2}, {"number": 3}),
        ({"number": 1}, {"number": 1}),
        ({"budget_line": "other"}, {}),
    ],
)
def test_a_plan_that_does_not_pay_out_the_financing_is_refused(staff, changes):
    project = make_project("Contracted", staff)
    if changes[0].get("budget_line"):
        changes = ({"budget_line": make_line().name}, {})
    values = changed_plan(project, *changes)
    fields = refused_fields(
        lambda: move(project, "In Incubation", staff.coordinator, coach=staff.coach, **values)
    )
    assert fields == {"tranches"}


def test_the_coordinator_may_lay_out_another_plan(staff):
    project = make_project("Contracted", staff)
    values = changed_plan(project, {"amount": 30_000}, {"amount": 30_000})
    project = move(project, "In Incubation", staff.coordinator, coach=staff.coach, **values)
    assert [row.percent for row in project.tranches] == [50, 50]
    with pytest.raises(FieldsFrozen):
        edit(project, staff.coordinator, **changed_plan(project, {"amount": 1}, {}))


def test_a_coach_holds_the_role_and_works_here(staff):
    project = make_project("Contracted", staff)
    stranger = user_with("Coach", OTHER_PROVINCE).name
    for coach in (None, staff.evaluator, stranger):
        fields = refused_fields(lambda c=coach: move(project, "In Incubation", staff.coordinator, coach=c))
        assert fields == {"coach"}
    assert start_incubation(project, staff).coach == staff.coach


# ---------------------------------------------------------------- the activity


def evidence(staff, **overrides):
    full = {
        "activity_started_on": today(),
        "activity_evidence_kind": "Registration",
        "activity_evidence": make_private_file(staff.coach),
    }
    return full | overrides


@pytest.mark.parametrize("lacking", ["activity_started_on", "activity_evidence_kind", "activity_evidence"])
def test_the_start_of_the_activity_is_evidenced(staff, lacking):
    project = make_project("In Incubation", staff)
    values = evidence(staff, **{lacking: None})
    assert refused_fields(lambda: move(project, "Activity Started", staff.coach, **values)) == {lacking}


def test_an_activity_does_not_start_tomorrow(staff):
    project = make_project("In Incubation", staff)
    values = evidence(staff, activity_started_on=add_days(today(), 1))
    fields = refused_fields(lambda: move(project, "Activity Started", staff.coach, **values))
    assert fields == {"activity_started_on"}


@pytest.mark.parametrize("no_day", ["0001-01-01", "2026-02-30", "demain"])
def test_what_is_no_day_is_refused(staff, no_day):
    project = make_project("In Incubation", staff)
    values = evidence(staff, activity_started_on=no_day)
    with pytest.raises(frappe.ValidationError):
        move(project, "Activity Started", staff.coach, **values)
    with pytest.raises(frappe.ValidationError):
        edit(project, staff.coach, activity_started_on=no_day)
    with pytest.raises(frappe.ValidationError):
        make_call(closes_on=no_day)
    with pytest.raises(frappe.ValidationError):
        make_sitting([], sitting_date=no_day)


def test_only_her_own_coach_records_the_start(staff):
    project = make_project("In Incubation", staff)
    other = user_with("Coach", PROVINCE).name
    values = evidence(staff, activity_evidence=make_private_file(other))
    assert refused_fields(lambda: move(project, "Activity Started", other, **values)) == {"coach"}
    assert start_activity(project, staff).workflow_state == "Activity Started"


# ---------------------------------------------------------------- endings


@pytest.mark.parametrize("state", ["Contracted", "In Incubation", "Activity Started"])
def test_withdrawing_frees_the_money(staff, state):
    project = make_project(state, staff)
    line = project.financing[0].budget_line
    assert committed(line) == GRANTED * 100
    project = move(project, "Withdrawn", holder_user(project), end_reason="Je déménage.")
    assert committed(line) == 0
    assert project.path_steps[-1].note == "Je déménage."


@pytest.mark.parametrize("state", ["In Incubation", "Activity Started"])
def test_discontinuing_frees_the_money(staff, state):
    project = make_project(state, staff)
    move(project, "Discontinued", staff.coordinator, **ENDED)
    assert committed(project.financing[0].budget_line) == 0


def test_an_end_has_a_reason(staff):
    project = make_project("In Incubation", staff)
    for state, actor in (("Withdrawn", holder_user(project)), ("Discontinued", staff.coordinator)):
        for reason in (None, "", "  "):
            fields = refused_fields(lambda s=state, a=actor, r=reason: move(project, s, a, end_reason=r))
            assert fields == {"end_reason"} | (
                {"end_reason_code", "lessons"} if state == "Discontinued" else set()
            )


def test_nothing_moves_after_an_end(staff):
    project = make_project("Submitted", staff)
    project = move(project, "Withdrawn", holder_user(project), end_reason="Je change d'idée.")
    for state in ("Idea", "Submitted", "Under Review"):
        with pytest.raises(MoveNotAllowed):
            move(project, state, staff.coordinator)


def test_the_stage_goes_back_when_a_project_ends(staff):
    project = make_project("Submitted", staff)
    stage = lambda: frappe.db.get_value("Beneficiary", project.beneficiary, "stage")  # noqa: E731
    assert stage() == "Project Submitted"
    move(project, "Withdrawn", holder_user(project), end_reason="Je change d'idée.")
    assert stage() == "Registered"


def test_nobody_of_the_staff_moves_a_project_they_have_a_part_in(staff):
    project = make_project("Submitted", staff)
    her = holder_user(project)
    frappe.get_doc("User", her).add_roles("Incubation Coordinator")
    with pytest.raises(OwnProject):
        move(project, "Under Review", her)
    assert move(project, "Under Review", staff.coordinator).workflow_state == "Under Review"
