"""Sittings of a committee: presence, quorum, conflicts, decisions with reasons, and what stays as it is."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.incubation import (
    approve,
    decision_row,
    hold,
    make_committee,
    make_private_file,
    make_project,
    make_sitting,
    move,
)
from tests.factories.territory import OTHER_PROVINCE
from tests.helpers.refusals import refused_fields, refused_words
from women_incubation.incubation.errors import CommitteeNotConsistent, SittingFrozen, SittingNotReady


@pytest.fixture
def shortlisted(staff):
    """A shortlisted project."""
    return make_project("Shortlisted", staff)


def changed(sitting, **values):
    doc = frappe.get_doc("Committee Sitting", sitting.name)
    doc.update(values)
    return doc.save()


def signed(sitting):
    return changed(sitting, status="Signed", signed_minutes=make_private_file("Administrator"))


def record(project, staff, state, sitting):
    return move(project, state, staff.secretary, sitting=sitting.name)


# ---------------------------------------------------------------- the committee


@pytest.mark.parametrize(
    "wrong",
    [
        {"quorum": 0},
        {"quorum": 5},
        {"members": [{"member_name": "A", "capacity": "Chair"}, {"member_name": "A", "capacity": "Elected"}]},
        {"quorum": 1, "members": [{"member_name": "A", "capacity": "Elected"}]},
    ],
)
def test_a_committee_that_cannot_sit_is_refused(db, wrong):
    with pytest.raises(CommitteeNotConsistent):
        make_committee(**wrong)


# ---------------------------------------------------------------- presence and quorum


def test_quorum_and_members_are_copied_and_presence_is_counted(db):
    committee = make_committee()
    sitting = make_sitting([], present=2, committee=committee.name, members_present=9, quorum_required=1)
    assert (sitting.quorum_required, sitting.members_present, sitting.unit) == (3, 2, committee.unit)
    assert len(sitting.presences) == 4


@pytest.mark.parametrize(
    ("term_from", "term_to", "sits"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-1, 1, True)],
)
def test_who_sits_is_a_member_whose_term_holds_on_the_day(db, term_from, term_to, sits):
    days = {"term_from": term_from, "term_to": term_to}
    term = {field: add_days(today(), days[field]) for field in days if days[field] is not None}
    committee = make_committee()
    committee.members[3].update(term)
    committee.save()
    sitting = make_sitting([], committee=committee.name)
    assert ("L'association" in [row.member_name for row in sitting.presences]) is sits


def test_a_term_does_not_end_before_it_begins(db):
    committee = make_committee()
    committee.members[0].update({"term_from": today(), "term_to": add_days(today(), -1)})
    with pytest.raises(CommitteeNotConsistent):
        committee.save()


def test_a_refusal_has_its_kind_and_hands_it_to_the_project(staff, shortlisted):
    with pytest.raises(SittingNotReady):
        hold(make_sitting([decision_row(shortlisted, "Rejected", reason_code="")]))
    sitting = hold(make_sitting([decision_row(shortlisted, "Rejected", reason_code="No Market")]))
    assert record(shortlisted, staff, "Rejected", sitting).decision_code == "No Market"


def test_a_stranger_is_no_member(db):
    sitting = make_sitting([])
    rows = [row.as_dict() for row in sitting.presences]
    with pytest.raises(SittingNotReady):
        changed(sitting, presences=[*rows, {"member_name": "Un ami", "present": 1}])


def test_a_sitting_is_held_with_quorum_and_not_in_the_future(db):
    with pytest.raises(SittingNotReady):
        hold(make_sitting([], present=2))
    with pytest.raises(SittingNotReady):
        hold(make_sitting([], sitting_date=add_days(today(), 1)))
    assert hold(make_sitting([], present=3)).status == "Held"


def test_a_later_change_of_the_committee_does_not_reach_a_held_sitting(db):
    committee = make_committee()
    sitting = hold(make_sitting([], committee=committee.name))
    committee.quorum = 4
    committee.save()
    assert changed(sitting, minutes="Ouverte à dix heures.").quorum_required == 3


@pytest.mark.parametrize("status", ["Held", "Signed"])
def test_a_sitting_starts_as_planned(db, status):
    values = {"committee": make_committee().name, "sitting_date": today(), "status": status}
    with pytest.raises(SittingFrozen):
        frappe.get_doc({"doctype": "Committee Sitting", **values}).insert()


def test_no_step_is_skipped_and_none_goes_back(db):
    with pytest.raises(SittingFrozen):
        signed(make_sitting([]))
    with pytest.raises(SittingFrozen):
        changed(hold(make_sitting([])), status="Planned")


# ---------------------------------------------------------------- decisions


@pytest.mark.parametrize("lacking", [{"reason_fr": " "}, {"reason_ar": None}, {"amount": 0}])
def test_a_held_sitting_has_for_each_decision_what_it_needs(shortlisted, lacking):
    sitting = make_sitting([decision_row(shortlisted, **lacking)])
    with pytest.raises(SittingNotReady):
        hold(sitting)


@pytest.mark.parametrize(
    "wrong", [{"amount": 60_000.01}, {"decision": "Rejected"}, {"decision": "Waiting List", "amount": 5}]
)
def test_an_amount_goes_with_an_approval_and_not_above_the_request(shortlisted, wrong):
    with pytest.raises(SittingNotReady):
        make_sitting([decision_row(shortlisted) | wrong])


def test_a_waiting_list_has_ranks(shortlisted):
    with pytest.raises(SittingNotReady):
        hold(make_sitting([decision_row(shortlisted, "Waiting List", rank=0)]))


def test_a_project_is_decided_once_and_only_when_it_is_due(staff, shortlisted):
    with pytest.raises(SittingNotReady):
        make_sitting([decision_row(shortlisted), decision_row(shortlisted)])
    with pytest.raises(SittingNotReady):
        make_sitting([decision_row(make_project("Under Review", staff))])


def test_a_committee_decides_about_its_own_territory(shortlisted):
    elsewhere = make_committee(unit=OTHER_PROVINCE)
    with pytest.raises(SittingNotReady):
        make_sitting([decision_row(shortlisted)], committee=elsewhere.name)


# ---------------------------------------------------------------- recording the decision on the project


def test_a_decision_cites_a_sitting(staff, shortlisted):
    assert refused_fields(lambda: move(shortlisted, "Approved", staff.secretary)) == {"sitting"}


def test_a_planned_sitting_has_decided_nothing(staff, shortlisted):
    sitting = make_sitting([decision_row(shortlisted)])
    assert "has not been held" in refused_words(lambda: record(shortlisted, staff, "Approved", sitting))
    assert record(shortlisted, staff, "Approved", hold(sitting)).workflow_state == "Approved"


@pytest.mark.parametrize("decided", ["Approved", "Waiting List", "Rejected"])
def test_only_what_the_sitting_decided_is_recorded(staff, shortlisted, decided):
    sitting = hold(make_sitting([decision_row(shortlisted, decided)]))
    for state in {"Approved", "Waiting List", "Rejected"} - {decided}:
        fields = refused_fields(lambda state=state: record(shortlisted, staff, state, sitting))
        assert fields == {"sitting"}
    assert record(shortlisted, staff, decided, sitting).workflow_state == decided


def test_a_sitting_about_another_project_decides_nothing_here(staff, shortlisted):
    other = hold(make_sitting([decision_row(make_project("Shortlisted", staff))]))
    assert refused_fields(lambda: record(shortlisted, staff, "Approved", other)) == {"sitting"}


def test_reasons_come_in_her_language_and_rank_from_the_sitting(staff):
    project = make_project("Shortlisted", staff)
    frappe.db.set_value("Beneficiary", project.beneficiary, "preferred_language", "fr")
    sitting = hold(make_sitting([decision_row(project, "Waiting List", rank=7)]))
    project = record(project, staff, "Waiting List", sitting)
    assert (project.decision_reason, project.waiting_rank) == ("Projet solide.", 7)
    assert project.granted_amount == 0


def test_the_waiting_list_opens_by_a_later_sitting(staff, shortlisted):
    waiting = record(
        shortlisted, staff, "Waiting List", hold(make_sitting([decision_row(shortlisted, "Waiting List")]))
    )
    approved = approve(waiting, staff, amount=50_000)
    assert (approved.workflow_state, approved.granted_amount, approved.waiting_rank) == (
        "Approved",
        50_000,
        0,
    )


def with_conflicts(sitting, *conflicts):
    for row, conflict in zip(sitting.presences, conflicts, strict=False):
        row.conflict = conflict
    return sitting.save()


def test_a_member_with_a_conflict_does_not_count_for_that_project(staff, shortlisted):
    sitting = with_conflicts(
        make_sitting([decision_row(shortlisted)], present=3), f"Parente : {shortlisted.name}"
    )
    words = refused_words(lambda: record(shortlisted, staff, "Approved", hold(sitting)))
    assert "2 members without a conflict" in words


def test_a_conflict_about_another_project_does_not_matter_and_one_without_a_name_does(staff, shortlisted):
    other = with_conflicts(make_sitting([decision_row(shortlisted)]), "Parente : PRJ-2020-00001")
    general = with_conflicts(make_sitting([decision_row(shortlisted)]), "Je connais les candidates.")
    assert refused_fields(lambda: record(shortlisted, staff, "Approved", hold(general))) == {"sitting"}
    assert record(shortlisted, staff, "Approved", hold(other)).workflow_state == "Approved"


# ---------------------------------------------------------------- what stays as it is


def test_presence_is_frozen_once_held_and_minutes_until_signed(db):
    sitting = hold(make_sitting([], present=4))
    rows = [row.as_dict() | {"present": 0} for row in sitting.presences]
    for frozen in ({"presences": rows}, {"sitting_date": add_days(today(), -1)}, {"quorum_required": 1}):
        with pytest.raises(SittingFrozen):
            changed(sitting, **frozen)
    sitting = changed(sitting, minutes="Ouverte à dix heures.")
    with pytest.raises(SittingNotReady):
        changed(sitting, status="Signed")
    sitting = signed(sitting)
    with pytest.raises(SittingFrozen):
        changed(sitting, minutes="Ouverte à onze heures.")


def test_a_decision_is_corrected_until_its_project_has_taken_it_over(staff, shortlisted):
    sitting = hold(make_sitting([decision_row(shortlisted, amount=40_000)]))
    sitting = changed(sitting, decisions=[decision_row(shortlisted, amount=45_000)])
    assert record(shortlisted, staff, "Approved", sitting).granted_amount == 45_000
    for tampered in ([], [decision_row(shortlisted, amount=60_000)]):
        with pytest.raises(SittingFrozen):
            changed(sitting, decisions=tampered)


def test_a_signed_sitting_decides_nothing_more(shortlisted):
    sitting = signed(hold(make_sitting([])))
    with pytest.raises(SittingFrozen):
        changed(sitting, decisions=[decision_row(shortlisted)])


def test_a_held_sitting_is_neither_deleted_nor_renamed(db):
    sitting = hold(make_sitting([]))
    with pytest.raises(SittingFrozen):
        frappe.delete_doc("Committee Sitting", sitting.name)
    with pytest.raises(SittingFrozen):
        frappe.rename_doc("Committee Sitting", sitting.name, "SIT-2000-0001", force=True)
