"""Evaluations: written alone and blind, scored on the server, frozen once final, and counted."""

import frappe
import pytest

from tests.factories.incubation import (
    holder_user,
    make_call,
    make_evaluation,
    make_idea,
    make_project,
    move,
    submit,
)
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.refusals import refused_fields, refused_words
from women_incubation.incubation.errors import (
    EvaluationClosed,
    EvaluatorMismatch,
    EvaluatorNotIndependent,
    ScoreOutOfRange,
)

DOCTYPE = "Proposal Evaluation"


@pytest.fixture
def project(staff):
    """A project under review."""
    return make_project("Under Review", staff)


def finalise(evaluation, actor, **values):
    with acting_as(actor):
        doc = frappe.get_doc(DOCTYPE, evaluation.name)
        doc.update({"status": "Final", **values})
        return doc.save()


def shortlist(project, staff):
    return move(project, "Shortlisted", staff.coordinator)


# ---------------------------------------------------------------- scores


def test_the_total_is_weighted_and_counted_on_the_server(project, staff):
    evaluation = make_evaluation(project, staff.evaluator, (5, 5), total_score=99)
    assert evaluation.total_score == 70.0  # 5/10 of 60 and 5/5 of 40
    assert [(row.weight, row.max_score) for row in evaluation.scores] == [(60, 10), (40, 5)]


def test_weight_and_greatest_score_come_from_the_call(project, staff):
    scores = [{"criterion": "Faisabilité", "score": 10, "weight": 100, "max_score": 1}]
    evaluation = make_evaluation(project, staff.evaluator, scores=scores, comment="Aucun impact.")
    assert evaluation.total_score == 60.0


@pytest.mark.parametrize("score", [-0.5, 10.5, 11, float("nan"), float("inf"), "beaucoup"])
def test_a_score_outside_its_criterion_is_refused(project, staff, score):
    with pytest.raises(ScoreOutOfRange):
        make_evaluation(project, staff.evaluator, (score, 3))


def test_unknown_and_doubled_criteria_are_refused(project, staff):
    for criteria in (["Beauté"], ["Impact", "Impact"]):
        with pytest.raises(ScoreOutOfRange):
            make_evaluation(project, staff.evaluator, scores=[{"criterion": c, "score": 1} for c in criteria])


def test_a_zero_is_explained_before_the_evaluation_is_final(project, staff):
    draft = make_evaluation(project, staff.evaluator, (0, 4), status="Draft")
    with pytest.raises(ScoreOutOfRange):
        finalise(draft, staff.evaluator)
    assert finalise(draft, staff.evaluator, comment="Rien n'est chiffré.").status == "Final"


# ---------------------------------------------------------------- who writes it, and until when


def test_an_evaluation_is_in_the_evaluators_own_name(project, staff):
    with pytest.raises(EvaluatorMismatch):
        make_evaluation(project, staff.evaluator, evaluator=staff.second_evaluator)


def test_nobody_else_writes_on_it(project, staff):
    draft = make_evaluation(project, staff.evaluator, status="Draft")
    for other in ("Administrator", staff.second_evaluator):
        with pytest.raises(frappe.PermissionError):
            finalise(draft, other)


def test_a_final_evaluation_is_frozen_and_stays(project, staff):
    evaluation = make_evaluation(project, staff.evaluator)
    with pytest.raises(EvaluationClosed):
        finalise(evaluation, staff.evaluator, comment="J'ajoute un mot.")
    with pytest.raises(EvaluationClosed):
        frappe.delete_doc(DOCTYPE, evaluation.name)


def test_one_evaluation_a_project_and_evaluator(project, staff):
    make_evaluation(project, staff.evaluator)
    with pytest.raises(frappe.UniqueValidationError):
        make_evaluation(project, staff.evaluator)


def test_a_project_is_evaluated_while_it_is_under_review(staff):
    with pytest.raises(EvaluationClosed):
        make_evaluation(submit(make_idea(), None), staff.evaluator)
    with pytest.raises(EvaluationClosed):
        make_evaluation(make_project("Shortlisted", staff), staff.third_evaluator)


def test_an_evaluator_of_another_province_evaluates_nothing_here(project):
    stranger = user_with("Evaluator", OTHER_PROVINCE).name
    with pytest.raises(frappe.PermissionError):
        make_evaluation(project, stranger)


# ---------------------------------------------------------------- independence


def test_a_helper_a_sender_or_the_woman_herself_does_not_evaluate(staff):
    helper = user_with(["Evaluator", "Coordinator"], PROVINCE).name
    named = user_with("Evaluator", PROVINCE, first_name="Nadia", last_name=frappe.generate_hash(length=6))
    project = make_idea(help_received=named.full_name)
    project = move(project, "Submitted", helper)
    project = move(project, "Under Review", staff.coordinator)
    her = holder_user(project)
    frappe.get_doc("User", her).add_roles("Incubation Evaluator")
    for too_close in (helper, named.name, her):
        with pytest.raises(EvaluatorNotIndependent):
            make_evaluation(project, too_close)


def test_declaring_a_conflict_explains_it_and_gives_no_score(project, staff):
    draft = make_evaluation(project, staff.evaluator, status="Draft", conflict_of_interest=1)
    assert [row.score for row in draft.scores] == [0, 0]
    with pytest.raises(frappe.MandatoryError):
        finalise(draft, staff.evaluator)
    final = finalise(draft, staff.evaluator, conflict_detail="Ma cousine.")
    assert (final.status, final.total_score) == ("Final", 0)


# ---------------------------------------------------------------- the shortlist


def test_two_final_evaluations_without_conflict_shortlist(project, staff):
    assert refused_fields(lambda: shortlist(project, staff)) == {"evaluation_score"}
    make_evaluation(project, staff.evaluator, (8, 4))
    draft = make_evaluation(project, staff.second_evaluator, (6, 4), status="Draft")
    assert "There are 1 " in refused_words(lambda: shortlist(project, staff))
    finalise(draft, staff.second_evaluator)
    assert shortlist(project, staff).evaluation_score == 74.0


def test_an_evaluation_with_a_conflict_does_not_count(project, staff):
    make_evaluation(project, staff.evaluator)
    conflict = {"conflict_of_interest": 1, "conflict_detail": "Ma cousine."}
    make_evaluation(project, staff.second_evaluator, **conflict)
    assert "There are 1 " in refused_words(lambda: shortlist(project, staff))
    make_evaluation(project, staff.third_evaluator)
    assert shortlist(project, staff).evaluation_score == 80


@pytest.mark.parametrize(("second", "shortlisted"), [((5, 4), True), ((4.99, 4), False)])
def test_a_spread_over_the_limit_asks_for_a_third(staff, second, shortlisted):
    call = make_call(evaluation_spread_limit=18)
    project = make_project("Under Review", staff, call=call.name)
    make_evaluation(project, staff.evaluator, (8, 4))  # 80; the second gives 62 or 61.94
    make_evaluation(project, staff.second_evaluator, second)
    if shortlisted:
        assert shortlist(project, staff).workflow_state == "Shortlisted"
        return
    assert "third evaluation" in refused_words(lambda: shortlist(project, staff))
    make_evaluation(project, staff.third_evaluator, (5, 4))
    assert shortlist(project, staff).workflow_state == "Shortlisted"


def test_somebody_who_became_a_helper_since_no_longer_counts(project, staff):
    make_evaluation(project, staff.evaluator)
    make_evaluation(project, staff.second_evaluator)
    frappe.db.set_value("Project Proposal", project.name, "help_received", staff.evaluator)
    assert refused_fields(lambda: shortlist(project, staff)) == {"evaluation_score"}


# ---------------------------------------------------------------- blind


def visible_to(user):
    with acting_as(user):
        return set(frappe.get_list(DOCTYPE, pluck="name"))


def test_an_evaluator_sees_the_others_once_his_own_is_final(project, staff):
    theirs = make_evaluation(project, staff.evaluator).name
    draft = make_evaluation(project, staff.second_evaluator, status="Draft")

    assert visible_to(staff.second_evaluator) & {theirs, draft.name} == {draft.name}
    with acting_as(staff.second_evaluator), pytest.raises(frappe.PermissionError):
        frappe.get_doc(DOCTYPE, theirs).check_permission("read")
    assert draft.name not in visible_to(staff.evaluator)  # a draft is its evaluator's

    finalise(draft, staff.second_evaluator)
    assert {theirs, draft.name} <= visible_to(staff.second_evaluator)


def test_another_role_does_not_open_the_eyes_of_an_evaluator(project, staff):
    theirs = make_evaluation(project, staff.evaluator).name
    both = user_with(["Evaluator", "Coordinator"], PROVINCE).name
    assert theirs not in visible_to(both)
    assert theirs in visible_to(staff.coordinator)


def test_once_the_review_is_over_an_evaluator_sees_what_was_final(staff):
    project = make_project("Shortlisted", staff)
    names = set(frappe.get_all(DOCTYPE, filters={"project": project.name}, pluck="name"))
    assert names <= visible_to(staff.third_evaluator)
