"""Evaluators and coaches: the least loaded first, nobody with a part in the project; conflicts come first."""

import frappe
import pytest

from tests.factories.incubation import edit, holder_user, make_evaluation, make_project
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.incubation import assigning, declaring
from women_incubation.incubation.errors import CannotAssign, EvaluationClosed, NotTheAssigner

DOCTYPE = "Proposal Evaluation"


@pytest.fixture
def project(staff):
    """A project under review, that nobody has judged: a name may have been given to another one before."""
    frappe.db.delete(DOCTYPE)
    return make_project("Under Review", staff)


def assign(project, actor, evaluator=None):
    with acting_as(actor):
        return [one.user for one in assigning.assign_evaluators(project.name, evaluator)]


def draft_of(project, evaluator):
    return frappe.get_doc(DOCTYPE, {"project": project.name, "evaluator": evaluator})


def sees(user, project):
    with acting_as(user):
        return bool(frappe.get_list("Project Proposal", filters={"name": project.name}))


# ---------------------------------------------------------------- evaluators


def test_as_many_evaluators_are_asked_as_the_project_needs(project, staff):
    chosen = assign(project, staff.coordinator)
    assert len(set(chosen)) == 2
    assert {draft_of(project, user).assigned_by for user in chosen} == {staff.coordinator}
    with pytest.raises(CannotAssign):
        assign(project, staff.coordinator)


def test_who_has_fewer_open_evaluations_comes_first(project, staff):
    rested = user_with("Evaluator", PROVINCE).name
    for _number in range(2):
        busy = make_project("Under Review", staff)
        for evaluator in (staff.evaluator, staff.second_evaluator, staff.third_evaluator):
            make_evaluation(busy, evaluator, status="Draft")
    free, _kept_out = assigning.rank_evaluators(project)
    loads = [one.load for one in free]
    assert loads == sorted(loads)
    assert [one.user for one in free].index(rested) < [one.user for one in free].index(staff.evaluator)
    assert next(one for one in free if one.user == staff.evaluator).reason.startswith("2 open evaluations")


def test_of_two_as_loaded_the_one_of_another_office_comes_first(project, staff):
    here, above = user_with("Evaluator", PROVINCE).name, user_with("Evaluator", REGION).name
    make_evaluation(project, staff.evaluator)  # somebody of the province judges it already
    order = [one.user for one in assigning.rank_evaluators(project)[0]]
    assert order.index(above) < order.index(here)


def test_nobody_with_a_part_a_conflict_or_another_territory_is_asked(project, staff):
    elsewhere = user_with("Evaluator", OTHER_PROVINCE).name
    helper = user_with("Evaluator", PROVINCE).name
    frappe.db.set_value("Project Proposal", project.name, "help_received", helper)
    make_evaluation(project, staff.evaluator, conflict_of_interest=1, conflict_detail="Ma cousine.")
    free, kept_out = assigning.rank_evaluators(frappe.get_doc("Project Proposal", project.name))
    reasons = {one.user: one.reason for one in kept_out}
    assert not {elsewhere, helper, staff.evaluator} & {one.user for one in free}
    assert (reasons[helper], reasons[staff.evaluator]) == (
        "helped with the file",
        "declared a conflict of interest",
    )
    assert elsewhere not in reasons
    for user in (elsewhere, helper, staff.evaluator):
        with pytest.raises(CannotAssign):
            assign(project, staff.coordinator, user)


def test_a_coordinator_assigns_and_only_while_it_is_under_review(project, staff):
    for other in (staff.secretary, staff.evaluator, staff.coach):
        with pytest.raises(frappe.PermissionError):
            assign(project, other)
    with pytest.raises(NotTheAssigner):
        assign(project, staff.secretary)
    with pytest.raises(CannotAssign):
        assign(make_project("Submitted", staff), staff.coordinator)


def test_a_conflict_makes_room_for_another_and_a_spread_for_a_third(project, staff):
    user_with("Evaluator", PROVINCE)
    first, second = assign(project, staff.coordinator)
    with acting_as(first):
        declaring.declare(draft_of(project, first).name, True, "Ma cousine.")
    (third,) = assign(project, staff.coordinator)
    assert third not in (first, second)
    for user, points in ((second, (10, 5)), (third, (5, 2))):
        with acting_as(user):
            draft = draft_of(project, user)
            for row, score in zip(draft.scores, points, strict=True):
                row.score = score
            draft.status = "Final"
            draft.save()
    assert len(assign(project, staff.coordinator)) == 1


# ---------------------------------------------------------------- declared before reading


def test_an_evaluator_reads_the_project_after_declaring_to_have_no_conflict(project, staff):
    evaluator = user_with("Evaluator", PROVINCE).name  # of one role only
    assert not sees(evaluator, project)
    assign(project, staff.coordinator, evaluator)
    draft = draft_of(project, evaluator)
    assert (draft.declaration or "") == ""
    assert not sees(evaluator, project)
    with acting_as(evaluator):
        told = declaring.what_to_declare_on(draft.name)
        assert told["title"] == project.title and len(told["women"]) == 1
        assert declaring.declare(draft.name, False, None)["declaration"] == "No Conflict"
    assert sees(evaluator, project)
    assert not sees(staff.second_evaluator, project)


def test_a_conflict_ends_the_evaluation_and_keeps_the_project_closed(project, staff):
    evaluator = user_with("Evaluator", PROVINCE).name  # of one role only
    assign(project, staff.coordinator, evaluator)
    name = draft_of(project, evaluator).name
    with acting_as(evaluator):
        with pytest.raises(frappe.MandatoryError):
            declaring.declare(name, True, " ")
        answer = declaring.declare(name, True, "Ma cousine.")
    assert answer == {"status": "Final", "declaration": "Conflict"}
    assert not sees(evaluator, project)


def test_a_declared_conflict_is_not_taken_back(project, staff):
    draft = make_evaluation(project, staff.evaluator, status="Draft", conflict_of_interest=1)
    with acting_as(staff.evaluator), pytest.raises(EvaluationClosed):
        draft.reload().update({"conflict_of_interest": 0}).save()


def test_nobody_declares_for_another_nor_writes_the_declaration(project, staff):
    assign(project, staff.coordinator, staff.evaluator)
    name = draft_of(project, staff.evaluator).name
    for other in (staff.second_evaluator, staff.coordinator):
        with acting_as(other), pytest.raises(frappe.PermissionError):
            declaring.declare(name, False, None)
    forged = make_evaluation(project, staff.second_evaluator, status="Draft", assigned_by="Administrator")
    assert forged.assigned_by is None


# ---------------------------------------------------------------- coaches


def test_the_least_loaded_coach_of_the_place_is_assigned_and_why_is_said(staff):
    project = make_project("Contracted", staff)
    make_project("In Incubation", staff)  # staff.coach accompanies this one
    near, above = user_with("Coach", PROVINCE).name, user_with("Coach", REGION).name
    ranked = assigning.rank_coaches(project)
    users = [one.user for one in ranked]
    assert users.index(near) < users.index(above) < users.index(staff.coach)
    with acting_as(staff.coordinator):
        assert assigning.assign_coach(project.name, near).load == 0
    project.reload()
    assert project.coach == near
    assert project.path_steps[-1].note == near


def test_a_coach_of_elsewhere_or_with_a_part_is_not_assigned(staff):
    project = make_project("Contracted", staff)
    elsewhere = user_with("Coach", OTHER_PROVINCE).name
    her = holder_user(project)
    frappe.get_doc("User", her).add_roles("Incubation Coach")
    for user in (elsewhere, her):
        with acting_as(staff.coordinator), pytest.raises(CannotAssign):
            assigning.assign_coach(project.name, user)
    with pytest.raises(frappe.PermissionError), acting_as(staff.funder):
        assigning.assign_coach(project.name)
    assert edit(project, staff.coordinator, coach=staff.coach).coach == staff.coach


def test_a_woman_assigns_nobody(project):
    with pytest.raises(frappe.PermissionError):
        assign(project, holder_user(project))
