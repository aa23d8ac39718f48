"""The ranking of a call against the money, without a write; the waiting list is taken in its order."""

import frappe
import pytest
from frappe.utils import get_datetime

from tests.factories.funding import make_line
from tests.factories.incubation import (
    decision_row,
    hold,
    holder_user,
    make_call,
    make_project,
    make_sitting,
    move,
)
from tests.factories.territory import OTHER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.refusals import refused_fields
from women_incubation.incubation import ranking, waiting
from women_incubation.incubation.errors import NotYourTurn
from women_incubation.incubation.ranking import BELOW, FINANCED, NO_MONEY, TIE, Ranked, what_if
from women_incubation.incubation.report.call_ranking.call_ranking import execute


def row(name, score, thousands):
    return Ranked(name, name, "", "Shortlisted", score, thousands * 100_000)


# ---------------------------------------------------------------- what if


def reasons(rows, thousands, cut_off=0.0):
    found = what_if(rows, thousands * 100_000, cut_off)
    return [(one.project, one.rank, one.reason) for one in found.rows]


def test_money_goes_by_score_until_the_first_whom_it_does_not_reach():
    rows = [row("B", 70, 50), row("A", 90, 60), row("C", 60, 10)]
    assert reasons(rows, 110) == [("A", 1, FINANCED), ("B", 2, FINANCED), ("C", 3, NO_MONEY)]
    # C would fit into what is left, but B stands before it
    assert reasons(rows, 80) == [("A", 1, FINANCED), ("B", 2, NO_MONEY), ("C", 3, NO_MONEY)]


def test_equal_scores_share_a_rank_and_the_money_does_not_choose_between_them():
    rows = [row("A", 90, 60), row("B", 80, 50), row("C", 80, 50), row("D", 70, 10)]
    assert reasons(rows, 170) == [
        ("A", 1, FINANCED),
        ("B", 2, FINANCED),
        ("C", 2, FINANCED),
        ("D", 4, FINANCED),
    ]
    assert reasons(rows, 120) == [("A", 1, FINANCED), ("B", 2, TIE), ("C", 2, TIE), ("D", 4, NO_MONEY)]


def test_below_the_cut_off_nobody_is_financed_however_much_money_there_is():
    rows = [row("A", 90, 60), row("B", 59.99, 5)]
    found = what_if(rows, 10**12, cut_off=60.0)
    assert [one.reason for one in found.rows] == [FINANCED, BELOW]
    assert found.left_centimes == 10**12 - 60 * 100_000


def test_no_rows_and_no_money_are_answers_too():
    assert what_if([], 0).rows == []
    assert reasons([row("A", 90, 60)], 0) == [("A", 1, NO_MONEY)]


def test_a_call_is_ranked_without_changing_it(staff):
    call = make_call().name
    project = make_project("Shortlisted", staff, call=call)
    make_project("Under Review", staff, call=call)
    with acting_as(staff.secretary):
        rows = ranking.candidates(call)
        found = what_if(rows, 60_000_00)
    assert [(one.project, one.score, one.reason) for one in found.rows] == [(project.name, 80.0, FINANCED)]
    assert frappe.db.get_value("Project Proposal", project.name, "modified") == get_datetime(project.modified)


def test_the_money_available_is_what_the_open_lines_of_the_place_have_left(staff):
    call = make_call()
    before = ranking.money_available(call)
    line = make_line()
    assert ranking.money_available(call) == before + int(line.total * 100)
    line.status = "Closed"
    line.save()
    assert ranking.money_available(call) == before


def test_the_report_takes_a_budget_and_a_cut_off_and_shows_nothing_of_elsewhere(staff):
    call = make_call().name
    project = make_project("Shortlisted", staff, call=call)
    with acting_as(staff.secretary):
        _columns, rows, _message, chart, summary = execute({"call": call, "budget": "60000", "cut_off": 80})
        assert [(row["project"], row["outcome"]) for row in rows] == [(project.name, "Financed")]
        assert chart["data"]["datasets"][0]["values"] == [1]
        assert [row["value"] for row in summary][1:3] == [1, 0]
        assert execute({"call": call, "budget": "59999.99"})[1][0]["outcome"] == "Not Enough Money"
        for wrong in ({"cut_off": 101}, {"cut_off": "beaucoup"}, {"budget": "1.005"}):
            with pytest.raises(frappe.ValidationError):
                execute({"call": call} | wrong)
    stranger = user_with("Committee Secretary", OTHER_PROVINCE).name
    with acting_as(stranger), pytest.raises(frappe.PermissionError):
        execute({"call": call})


# ---------------------------------------------------------------- the waiting list


@pytest.fixture
def line(staff):
    """Two projects of one call that wait, ranked 1 and 2."""
    call = make_call().name
    projects = [make_project("Shortlisted", staff, call=call) for _number in range(2)]
    rows = [decision_row(project, "Waiting List", rank=rank) for rank, project in enumerate(projects, 1)]
    sitting = hold(make_sitting(rows))
    return [move(project, "Waiting List", staff.secretary, sitting=sitting.name) for project in projects]


def approve(project, staff, *rows):
    sitting = hold(make_sitting([decision_row(project), *rows]))
    return move(project, "Approved", staff.secretary, sitting=sitting.name)


def test_nobody_is_approved_before_who_stands_before_her(line, staff):
    first, second = line
    assert refused_fields(lambda: approve(second, staff)) == {"sitting"}
    assert approve(first, staff).workflow_state == "Approved"
    assert approve(second, staff).workflow_state == "Approved"


def test_a_sitting_that_decides_on_the_first_too_may_approve_the_second(line, staff):
    first, second = line
    assert approve(second, staff, decision_row(first, "Rejected")).workflow_state == "Approved"


def test_the_next_in_line_are_those_whom_the_money_reaches(line):
    first, second = line
    call = first.call
    reached = [[row.name for row in waiting.next_in_line(call, dh * 100)] for dh in (59_999, 60_000, 120_000)]
    assert reached == [[], [first.name], [first.name, second.name]]


def test_calling_up_puts_them_on_the_agenda_and_is_recorded(line, staff):
    make_line(total=120_000)
    sitting = make_sitting([])
    with acting_as(staff.secretary):
        called = waiting.call_up(sitting.name, line[0].call)
    assert called == [project.name for project in line]
    sitting.reload()
    assert [(row.project, row.decision) for row in sitting.decisions] == [
        (name, "Approved") for name in called
    ]
    assert frappe.db.exists(
        "Audit Entry", {"action": "waiting_list_called_up", "reference_name": sitting.name}
    )
    with acting_as(staff.secretary), pytest.raises(NotYourTurn):
        waiting.call_up(sitting.name, line[0].call)


def test_who_may_not_write_the_sitting_calls_nobody_up(line, staff):
    make_line(total=120_000)
    sitting = make_sitting([])
    for other in (staff.coordinator, staff.funder, holder_user(line[0])):
        with acting_as(other), pytest.raises(frappe.PermissionError):
            waiting.call_up(sitting.name, line[0].call)


def test_the_secretary_is_told_when_money_comes_free_and_somebody_waits(line, staff):
    project = make_project("Contracted", staff, call=line[0].call)
    move(project, "Withdrawn", holder_user(project), end_reason="Je déménage.")
    told = frappe.get_all(
        "Notice", filters={"reference_name": project.name, "purpose": "Waiting List"}, pluck="user"
    )
    assert staff.secretary in told
