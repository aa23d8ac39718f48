"""An appeal: by her, in time, once; decided by somebody who had no part; an upheld one reopens the path."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.incubation import (
    decision_row,
    hold,
    holder_user,
    lodge_appeal,
    make_call,
    make_holder,
    make_project,
    make_sitting,
    move,
    uphold,
)
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.refusals import refused_fields
from women_incubation.incubation import appeals_api, decision_letter
from women_incubation.incubation.errors import AppealRefused, NotTheJudge, SittingFrozen

DOCTYPE = "Project Appeal"


@pytest.fixture
def refused(staff):
    """A project that a committee rejected today; the call gives ten days to appeal."""
    project = make_project("Shortlisted", staff, call=make_call(appeal_days=10).name)
    return decide(project, staff, "Rejected")


def decide(project, staff, decision):
    sitting = hold(make_sitting([decision_row(project, decision)]))
    return move(project, decision, staff.secretary, sitting=sitting.name)


# ---------------------------------------------------------------- lodging


def test_she_appeals_within_the_days_of_the_call(refused):
    appeal = lodge_appeal(refused)
    assert (appeal.status, str(appeal.deadline)) == ("Lodged", add_days(today(), 10))
    assert (appeal.sitting, appeal.contested) == (refused.sitting, "Rejected")


@pytest.mark.parametrize(("days_ago", "taken"), [(10, True), (11, False)])
def test_an_appeal_is_possible_until_its_last_day(refused, days_ago, taken):
    steps = {"parent": refused.name, "action": "Record Rejection"}
    frappe.db.set_value("Project Path Step", steps, "happened_at", add_days(today(), -days_ago))
    if taken:
        assert lodge_appeal(refused).name
    else:
        with pytest.raises(AppealRefused):
            lodge_appeal(refused)


def test_a_decision_is_contested_once_and_with_grounds(refused):
    with pytest.raises((AppealRefused, frappe.MandatoryError)):
        lodge_appeal(refused, grounds="  ")
    lodge_appeal(refused)
    with pytest.raises(AppealRefused):
        lodge_appeal(refused)


def test_what_was_not_decided_against_her_cannot_be_contested(staff):
    for state in ("Shortlisted", "Approved"):
        with pytest.raises(AppealRefused):
            lodge_appeal(make_project(state, staff))


def test_only_the_holder_and_a_coordinator_lodge_one(refused, staff):
    another = make_holder()
    values = {"doctype": DOCTYPE, "project": refused.name, "grounds": "Pour elle."}
    for user in (another.user, staff.secretary, staff.evaluator):
        with acting_as(user), pytest.raises(frappe.PermissionError):
            frappe.get_doc(values).insert()
    with acting_as(staff.coordinator):
        assert frappe.get_doc(
            values | {"status": "Upheld", "decided_by": staff.coordinator}
        ).insert().status == ("Lodged")


# ---------------------------------------------------------------- deciding


def test_whoever_decided_evaluated_moved_or_lodged_does_not_judge(refused, staff):
    appeal = lodge_appeal(refused)
    for user in (staff.coordinator, staff.secretary, staff.evaluator):
        frappe.get_doc("User", user).add_roles("Incubation Programme Officer")
        with pytest.raises(NotTheJudge):
            uphold(appeal, user)


def test_a_member_who_sat_does_not_judge(staff):
    member = user_with("Programme Officer", PROVINCE).name
    project = make_project("Shortlisted", staff)
    sitting = make_sitting([decision_row(project, "Rejected")])
    sitting.presences[0].user = member
    frappe.db.set_value("Sitting Presence", sitting.presences[0].name, "user", member)
    frappe.db.set_value("Sitting Presence", sitting.presences[0].name, "present", 1)
    frappe.db.set_value("Committee Sitting", sitting.name, "status", "Held")
    project = move(project, "Rejected", staff.secretary, sitting=sitting.name)
    with pytest.raises(NotTheJudge):
        uphold(lodge_appeal(project), member)


def test_a_programme_officer_of_the_place_judges_with_reasons_once(refused, staff):
    appeal = lodge_appeal(refused)
    for other in (user_with("Programme Officer", OTHER_PROVINCE).name, staff.funder, holder_user(refused)):
        with pytest.raises(frappe.PermissionError):
            uphold(appeal, other)
    judge = user_with("Programme Officer", PROVINCE).name
    with acting_as(judge), pytest.raises(AppealRefused):
        frappe.get_doc(DOCTYPE, appeal.name).update({"status": "Upheld"}).save()
    decided = uphold(appeal, judge, "Dismissed")
    assert (decided.decided_by, str(decided.decided_on)) == (judge, today())
    with pytest.raises(AppealRefused):
        uphold(appeal, judge)


def test_she_is_told_the_outcome_in_her_language(refused):
    appeal = uphold(lodge_appeal(refused))
    body = frappe.db.get_value("Notice", {"user": holder_user(refused), "purpose": "Appeal"}, "body")
    assert appeal.outcome_reason in body


# ---------------------------------------------------------------- what it opens


def test_an_upheld_appeal_reopens_and_another_sitting_decides(refused, staff):
    contested = refused.sitting
    uphold(lodge_appeal(refused))
    project = move(refused, "Shortlisted", staff.secretary)
    assert (project.sitting, project.decision_reason, project.decision_code) == (None, None, None)
    assert refused_fields(lambda: move(project, "Rejected", staff.secretary, sitting=contested)) == {
        "sitting"
    }
    approved = decide(project, staff, "Approved")
    assert approved.granted_amount == project.requested_amount


def test_a_dismissed_or_open_appeal_reopens_nothing(refused, staff):
    appeal = lodge_appeal(refused)
    assert refused_fields(lambda: move(refused, "Shortlisted", staff.secretary)) == {"sitting"}
    uphold(appeal, status="Dismissed")
    assert refused_fields(lambda: move(refused, "Shortlisted", staff.secretary)) == {"sitting"}


def test_an_appeal_reopens_once(refused, staff):
    uphold(lodge_appeal(refused))
    project = decide(move(refused, "Shortlisted", staff.secretary), staff, "Rejected")
    assert refused_fields(lambda: move(project, "Shortlisted", staff.secretary)) == {"sitting"}
    assert lodge_appeal(project).sitting == project.sitting


def test_the_contested_decision_stays_as_it_was(refused, staff):
    uphold(lodge_appeal(refused))
    move(refused, "Shortlisted", staff.secretary)
    sitting = frappe.get_doc("Committee Sitting", refused.sitting)
    sitting.decisions[0].reason_fr = "Autre chose."
    with pytest.raises(SittingFrozen):
        sitting.save()


# ---------------------------------------------------------------- the letter


def test_the_letter_gives_scores_reasons_and_the_last_day_to_appeal(refused):
    letter = decision_letter.letter_of(refused)
    assert (letter["decision"], letter["score"]) == ("Rejected", 80.0)
    assert letter["reasons"] in ("Projet solide.", "مشروع متين.")
    assert [row["score"] for row in letter["criteria"]] == [8.0, 4.0]
    assert letter["appeal_until"] == add_days(today(), 10)


def test_before_the_decision_the_letter_says_nothing(staff):
    letter = decision_letter.letter_of(make_project("Shortlisted", staff))
    assert (letter["decision"], letter["score"], letter["criteria"]) == (None, None, [])


def test_she_reads_her_decision_and_nobody_elses(refused):
    with acting_as(holder_user(refused)):
        answer = appeals_api.decision(refused.name)
    assert answer["appeal"]["may_appeal"] is True
    with acting_as(make_holder().user), pytest.raises(frappe.PermissionError):
        appeals_api.decision(refused.name)
