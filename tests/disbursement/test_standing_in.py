"""Delegation while somebody is away, and substitutes from the region: the separation of persons stays."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.disbursement import make_payment, make_running_project, make_team, move
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, SISTER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.disbursement import inbox
from women_incubation.disbursement.errors import SamePersonTwice, StandInRefused
from women_incubation.territory.access import visible_ranges

FUNDER = "Incubation Funder"


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def colleague(team):
    """A funder of the sister province, who does not see PROVINCE."""
    return user_with("Funder", SISTER_PROVINCE).name


def delegate(from_user, to_user, by=None, **values):
    row = {
        "doctype": "Delegation",
        "from_user": from_user,
        "to_user": to_user,
        "role": FUNDER,
        "unit": PROVINCE,
    }
    row |= {"valid_from": today(), "valid_to": add_days(today(), 10), "reason": "Leave"}
    with acting_as(by or from_user):
        return frappe.get_doc(row | values).insert()


def verified(team):
    return make_payment(make_running_project(tranches=[1000]), team, "Verified")


def test_a_colleague_acts_in_the_place_of_who_is_away_and_it_is_written(team, colleague):
    payment = verified(team)
    with pytest.raises(frappe.PermissionError):
        move(payment, colleague, "Approved")
    delegate(team.funder, colleague)
    with acting_as(colleague):
        shown = inbox.inbox(colleague)
    item = next(item for item in shown["items"] if item["name"] == payment.name)
    assert item["actions"][0] == "Approve"
    assert shown["standing_in_for"] == [frappe.db.get_value("User", team.funder, "full_name")]
    payment = move(payment.reload(), colleague, "Approved")
    assert (payment.steps[-1].actor, payment.steps[-1].delegated_by) == (colleague, team.funder)


def test_what_the_colleague_did_counts_for_the_person_away(team):
    both = user_with(["Controller", "Funder"], PROVINCE).name
    colleague = user_with("Controller", SISTER_PROVINCE).name
    delegate(both, colleague, role="Incubation Controller")
    payment = make_payment(make_running_project(tranches=[1000]), team, "Requested")
    payment = move(payment, colleague, "Verified")
    with pytest.raises(SamePersonTwice):
        move(payment, both, "Approved")  # verified in their place
    move(payment.reload(), team.funder, "Approved")


def test_what_the_person_away_did_counts_for_the_colleague(team):
    both = user_with(["Controller", "Funder"], PROVINCE).name
    colleague = user_with("Funder", SISTER_PROVINCE).name
    payment = make_payment(make_running_project(tranches=[1000]), team, "Requested")
    payment = move(payment, both, "Verified")
    delegate(both, colleague)
    with acting_as(colleague):
        item = next(row for row in inbox.inbox(colleague)["items"] if row["name"] == payment.name)
    assert (item["actions"], "in whose place" in item["cannot"]) == (["Return", "Reject"], True)
    with pytest.raises(SamePersonTwice, match="in whose place"):
        move(payment, colleague, "Approved")


def test_a_delegation_ends_with_its_last_day(team, colleague):
    delegation = delegate(team.funder, colleague)
    assert len(visible_ranges(colleague)) == 2
    with acting_as(team.funder):
        delegation.reload().update({"valid_from": delegation.valid_from, "valid_to": today()}).save()
    frappe.db.set_value("Delegation", delegation.name, "valid_to", add_days(today(), -1))
    frappe.db.set_value("Territorial Assignment", delegation.assignment, "valid_to", add_days(today(), -1))
    assert len(visible_ranges(colleague)) == 1
    with pytest.raises(frappe.PermissionError):
        move(verified(team), colleague, "Approved")


def test_an_earlier_end_ends_the_place_and_nothing_else_changes(team, colleague):
    delegation = delegate(team.funder, colleague, valid_from=today())
    with acting_as(team.funder):
        for change in ({"reason": "Other"}, {"valid_to": add_days(today(), 99)}):
            with pytest.raises(StandInRefused):
                delegation.reload().update(change).save()
        delegation.reload().update({"valid_to": today()}).save()
    ends = frappe.db.get_value("Territorial Assignment", delegation.assignment, "valid_to")
    assert str(ends) == today()
    with pytest.raises(StandInRefused, match="kept"):
        frappe.delete_doc("Delegation", delegation.name)


def test_nobody_names_themselves_to_act_for_a_colleague(team):
    manager = user_with(["Funder", "Programme Officer"], PROVINCE).name
    with pytest.raises(StandInRefused, match="names themselves"):
        delegate(team.funder, manager, by=manager)


def test_only_who_is_away_ends_a_delegation(team, colleague):
    delegation = delegate(team.funder, colleague)
    with acting_as(team.controller), pytest.raises(StandInRefused, match="your own work"):
        delegation.reload().update({"valid_to": today()}).save()


def test_the_end_of_a_delegation_ends_no_other_place(team, colleague):
    delegation = delegate(team.funder, colleague)
    others = frappe.db.get_value("Territorial Assignment", {"user": team.controller})
    with acting_as(team.funder):
        delegation.reload().update({"assignment": others, "valid_to": add_days(today(), 1)}).save()
    ends = {
        name: frappe.db.get_value("Territorial Assignment", name, "valid_to")
        for name in (others, delegation.reload().assignment)
    }
    assert others != delegation.assignment
    assert (ends[others], str(ends[delegation.assignment])) == (None, add_days(today(), 1))


def test_a_delegation_that_makes_no_sense_is_refused(team, colleague):
    stranger = user_with("Funder", OTHER_PROVINCE).name
    for wrong in (
        lambda: delegate(team.funder, team.funder),
        lambda: delegate(team.funder, team.controller),  # not of the role
        lambda: delegate(team.controller, colleague),  # does not have it to give
        lambda: delegate(team.funder, stranger),  # of another region
        lambda: delegate(team.funder, colleague, valid_to=add_days(today(), -1)),
        lambda: delegate(team.funder, colleague, reason=" "),
        lambda: delegate(team.funder, colleague, role="Incubation Trainer"),
        lambda: delegate(team.funder, colleague, by=team.coordinator),  # not their own work
    ):
        with pytest.raises((StandInRefused, frappe.PermissionError)):
            wrong()


def test_nothing_is_handed_on(team, colleague):
    third = user_with("Funder", SISTER_PROVINCE).name
    delegate(team.funder, colleague)
    with pytest.raises(StandInRefused, match="already stands in"):
        delegate(colleague, third, unit=SISTER_PROVINCE)
    with pytest.raises(StandInRefused, match="already stands in"):
        delegate(user_with("Funder", PROVINCE).name, colleague)


# ------------------------------------------------------------------ substitutes


def name_substitute(user, by, **values):
    row = {"doctype": "Substitute", "user": user, "role": "Incubation Controller", "unit": PROVINCE}
    row |= {
        "valid_from": today(),
        "valid_to": add_days(today(), 30),
        "reason": "No controller in the province",
    }
    with acting_as(by):
        return frappe.get_doc(row | values).insert()


@pytest.fixture
def region_officer(team):
    return user_with("Programme Officer", "MA-11").name


def test_a_named_substitute_from_the_region_does_the_step_and_is_a_person_like_any_other(
    team, region_officer
):
    helper = user_with(["Controller", "Funder"], SISTER_PROVINCE).name
    substitution = name_substitute(helper, region_officer)
    assert substitution.named_by == region_officer
    payment = make_payment(make_running_project(tranches=[1000]), team, "Requested")
    payment = move(payment, helper, "Verified")
    assert (payment.steps[-1].substitution, payment.steps[-1].delegated_by) == (substitution.name, None)
    with pytest.raises(SamePersonTwice):
        move(payment, helper, "Approved")


def test_a_substitute_holds_the_role_and_works_in_the_region(team, region_officer):
    with pytest.raises(StandInRefused, match="does not hold"):
        name_substitute(team.funder, region_officer)
    with pytest.raises(StandInRefused, match="region"):
        name_substitute(user_with("Controller", OTHER_PROVINCE).name, region_officer)
    both = user_with(["Controller", "Programme Officer"], "MA-11").name
    with pytest.raises(StandInRefused, match="themselves"):
        name_substitute(both, both)
    with pytest.raises(frappe.PermissionError):
        name_substitute(team.controller, team.coordinator)
