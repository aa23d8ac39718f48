"""Sending a proposal: who may, by age, consent, training, other projects and other programmes, and when."""

import frappe
import pytest
from frappe.utils import add_days, add_years, getdate, today

from tests.factories.funding import make_rule
from tests.factories.incubation import (
    edit,
    holder_user,
    make_call,
    make_holder,
    make_idea,
    move,
    submit,
)
from tests.factories.people import give_consent, make_beneficiary, make_convergence_rule, make_support
from tests.factories.territory import OTHER_PROVINCE, REGION, SISTER_PROVINCE
from tests.helpers.refusals import refused_fields, refused_words
from women_incubation.audit.errors import FieldsFrozen
from women_incubation.people.services import withdraw_consent


def collective(staff, *shares, with_consent=True, **member):
    """A coordinator's collective project of one holder and further members, with these shares."""
    holder = make_holder()
    others = [make_beneficiary(**member) for _share in shares[1:]]
    for other in others if with_consent else []:
        give_consent(other.name)
        give_consent(other.name, "Convergence Check")
    names = [holder.name, *[other.name for other in others]]
    rows = [{"beneficiary": name, "share_percent": share} for name, share in zip(names, shares, strict=True)]
    return edit(make_idea(holder, kind="Collective"), staff.coordinator, members=rows)


# ---------------------------------------------------------------- the call


def test_the_first_and_the_last_day_of_the_call_are_open(db):
    for call in (make_call(opens_on=today()), make_call(closes_on=today())):
        assert submit(make_idea(call=call.name), None).workflow_state == "Submitted"


@pytest.mark.parametrize(
    ("opens", "closes", "status"), [(1, 9, "Published"), (-9, -1, "Published"), (-9, 9, "Draft")]
)
def test_a_call_that_is_not_open_takes_no_proposal(db, opens, closes, status):
    dates = {"opens_on": add_days(today(), opens), "closes_on": add_days(today(), closes)}
    idea = make_idea(call=make_call(status=status, **dates).name)
    assert refused_fields(lambda: submit(idea, None)) == {"call"}


def test_a_closed_call_takes_none_and_still_takes_the_answer_to_requested_changes(staff, held_clock):
    call = make_call()
    project = move(submit(make_idea(call=call.name), None), "Under Review", staff.coordinator)
    project = move(project, "Changes Requested", staff.coordinator, change_request="Le marché ?")
    late = make_idea(call=call.name)
    call.status = "Closed"
    call.save()
    held_clock(f"{add_days(call.closes_on, 10)} 10:00")

    assert refused_fields(lambda: submit(late, None)) == {"call"}
    answered = move(project, "Submitted", holder_user(project), change_answer="Les boutiques.")
    assert answered.workflow_state == "Submitted"


def test_a_call_of_the_region_is_for_its_provinces_and_for_no_other(db):
    assert submit(make_idea(call=make_call(unit=REGION).name), None).workflow_state == "Submitted"
    for elsewhere in (SISTER_PROVINCE, OTHER_PROVINCE):
        idea = make_idea(call=make_call(unit=elsewhere).name)
        assert "call" in refused_fields(lambda idea=idea: submit(idea, None))


# ---------------------------------------------------------------- ages, of every member


@pytest.mark.parametrize(
    ("years", "days", "allowed"), [(-18, 0, True), (-18, 1, False), (-46, 1, True), (-46, 0, False)]
)
def test_ages_count_to_the_day(db, years, days, allowed):
    idea = make_idea(make_holder(birth_date=add_days(add_years(today(), years), days)))
    if allowed:
        assert submit(idea, None).workflow_state == "Submitted"
    else:
        assert refused_fields(lambda: submit(idea, None)) == {"beneficiary"}


def test_a_rule_without_ages_sets_no_limit(db):
    call = make_call(funding_rule=make_rule(min_age=0, max_age=0).name)
    assert (
        submit(make_idea(make_holder(birth_date="1940-01-01"), call.name), None).workflow_state == "Submitted"
    )


def test_the_age_of_every_member_counts(staff):
    idea = collective(staff, 50, 50, birth_date="1950-01-01")
    assert refused_fields(lambda: submit(idea, None)) == {"members"}


def test_nobody_grows_too_old_while_changes_are_requested(staff, held_clock):
    holder = make_holder(birth_date=add_days(add_years(today(), -46), 1))
    project = move(submit(make_idea(holder), None), "Under Review", staff.coordinator)
    project = move(project, "Changes Requested", staff.coordinator, change_request="Le marché ?")
    held_clock(f"{add_days(today(), 5)} 10:00")
    answered = move(project, "Submitted", holder.user, change_answer="Les boutiques.")
    assert answered.workflow_state == "Submitted"
    assert getdate(answered.submitted_on) < getdate()


# ---------------------------------------------------------------- members and shares


@pytest.mark.parametrize("shares", [(50, 50), (33.33, 33.33, 33.34), (99.99, 0.01)])
def test_a_collective_whose_shares_make_a_hundred(staff, shares):
    assert submit(collective(staff, *shares), None).workflow_state == "Submitted"


@pytest.mark.parametrize("shares", [(50, 49.99), (50, 50.01), (100, 0), (100,)])
def test_shares_that_do_not_fit_are_refused(staff, shares):
    idea = collective(staff, *shares)
    assert refused_fields(lambda: submit(idea, None)) == {"members"}


def test_the_holder_is_a_member_and_nobody_is_twice(staff):
    idea = collective(staff, 50, 50)
    other = idea.members[1].beneficiary
    rows = [{"beneficiary": other, "share_percent": 50}, {"beneficiary": other, "share_percent": 50}]
    idea = edit(idea, staff.coordinator, members=rows)
    words = refused_words(lambda: submit(idea, None))
    assert "already in the list" in words
    assert "holder is one of the members" in words


def test_an_individual_project_has_no_members(staff):
    idea = edit(collective(staff, 50, 50), staff.coordinator, kind="Individual")
    assert refused_fields(lambda: submit(idea, None)) == {"members"}


def test_a_woman_adds_no_members_herself(db):
    idea = make_idea()
    rows = [{"beneficiary": make_beneficiary().name, "share_percent": 100}]
    with pytest.raises(FieldsFrozen):
        edit(idea, holder_user(idea), members=rows)


# ---------------------------------------------------------------- consent


def test_no_consent_no_sending(db):
    holder = make_holder()
    idea = make_idea(holder)
    withdraw_consent(holder.name, "Programme Accompaniment")
    assert refused_fields(lambda: submit(idea, None)) == {"beneficiary"}


def test_every_member_consents(staff):
    idea = collective(staff, 50, 50, with_consent=False)
    words = refused_words(lambda: submit(idea, None))
    assert "The member in row 2 has not given her consent" in words


def test_a_consent_withdrawn_since_counts_when_changes_are_answered(staff):
    holder = make_holder()
    project = move(submit(make_idea(holder), None), "Under Review", staff.coordinator)
    project = move(project, "Changes Requested", staff.coordinator, change_request="Le marché ?")
    withdraw_consent(holder.name, "Programme Accompaniment")
    answer = {"change_answer": "Les boutiques."}
    assert refused_fields(lambda: move(project, "Submitted", holder.user, **answer)) == {"beneficiary"}


# ---------------------------------------------------------------- one woman, one open project


def test_a_woman_has_one_project_under_way(db):
    holder = make_holder()
    first, second = make_idea(holder), make_idea(holder)
    submit(first, None)
    words = refused_words(lambda: submit(second, None))
    assert first.name in words
    move(first, "Withdrawn", holder.user, end_reason="Je change d'idée.")
    assert submit(second, None).workflow_state == "Submitted"


def test_a_call_may_let_a_woman_have_two_projects_and_no_third(db):
    holder, call = make_holder(), make_call(projects_per_woman=2).name
    first, second, third = (make_idea(holder, call) for _number in range(3))
    submit(first, None)
    assert submit(second, None).workflow_state == "Submitted"
    assert first.name in refused_words(lambda: submit(third, None))


def test_being_a_member_elsewhere_counts(staff):
    shared = submit(collective(staff, 50, 50), None)
    member = frappe.get_doc("Beneficiary", shared.members[1].beneficiary)
    idea = make_idea(make_holder())
    idea = edit(idea, staff.coordinator, beneficiary=member.name)
    assert refused_fields(lambda: move(idea, "Submitted", staff.coordinator)) == {"beneficiary"}


# ---------------------------------------------------------------- training


def untrained_call():
    """A call that asks for a training of which no session was held."""
    module = {"doctype": "Capacity Building Module", "code": frappe.generate_hash(length=8)}
    titles = {"title_fr": "Gestion", "title_ar": "التدبير", "duration_minutes": 600}
    module = frappe.get_doc(module | titles).insert()
    path = {"doctype": "Training Path", "attendance_threshold": 80, "valid_from": add_days(today(), -99)}
    path |= {"title_fr": "Parcours", "title_ar": "مسار", "modules": [{"module": module.name, "mandatory": 1}]}
    return make_call(training_path=frappe.get_doc(path).insert().name)


def test_training_is_passed_or_a_coordinator_derogates_with_a_reason(staff):
    idea = make_idea(call=untrained_call().name)
    assert refused_fields(lambda: submit(idea, None)) == {"training_derogation_reason"}

    idea = edit(idea, staff.coordinator, training_derogation_reason="Dix ans de métier.")
    assert idea.training_derogation_by == staff.coordinator
    assert submit(idea, None).workflow_state == "Submitted"


def test_a_woman_does_not_derogate_for_herself(db):
    idea = make_idea(call=untrained_call().name)
    with pytest.raises(FieldsFrozen):
        edit(idea, holder_user(idea), training_derogation_reason="Je sais déjà.")
    with pytest.raises(FieldsFrozen):
        make_idea(training_derogation_reason="Je sais déjà.")


def test_the_name_under_a_derogation_is_the_servers(staff):
    idea = make_idea(call=untrained_call().name)
    idea = edit(idea, holder_user(idea), training_derogation_by=staff.coordinator)
    assert idea.training_derogation_by is None
    idea = edit(idea, staff.coordinator, training_derogation_reason="Métier.", training_derogation_by="Guest")
    assert idea.training_derogation_by == staff.coordinator
    assert edit(idea, staff.coordinator, training_derogation_reason=" ").training_derogation_by is None


def test_a_derogation_falls_when_the_project_changes_call(staff):
    idea = make_idea(call=untrained_call().name)
    idea = edit(idea, staff.coordinator, training_derogation_reason="Dix ans de métier.")
    idea = edit(idea, holder_user(idea), call=untrained_call().name)
    assert (idea.training_derogation_reason, idea.training_derogation_by) == (None, None)
    assert refused_fields(lambda: submit(idea, None)) == {"training_derogation_reason"}


# ---------------------------------------------------------------- convergence


def test_blocking_support_needs_an_override_with_a_reason(staff):
    make_convergence_rule()
    idea = make_idea()
    make_support(idea.beneficiary)
    assert refused_fields(lambda: submit(idea, None)) == {"convergence_override_reason"}

    idea = edit(idea, staff.coordinator, convergence_override_reason="Autre activité.")
    assert idea.convergence_override_by == staff.coordinator
    assert submit(idea, None).workflow_state == "Submitted"


def test_a_warning_does_not_block(db):
    make_convergence_rule(effect="Warn")
    idea = make_idea()
    make_support(idea.beneficiary)
    assert submit(idea, None).workflow_state == "Submitted"


def test_comparing_files_needs_her_consent(db):
    make_convergence_rule()
    holder = make_holder()
    idea = make_idea(holder)
    withdraw_consent(holder.name, "Convergence Check")
    words = refused_words(lambda: submit(idea, None))
    assert "comparison with other programmes" in words
    assert holder.name not in words


def test_what_another_member_receives_is_not_told_to_a_member(staff):
    make_convergence_rule()
    idea = collective(staff, 50, 50)
    make_support(idea.members[1].beneficiary)
    assert "INDH P3" not in refused_words(lambda: submit(idea, None))
    assert "INDH P3" in refused_words(lambda: move(idea, "Submitted", staff.coordinator))
