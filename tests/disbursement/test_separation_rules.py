"""Which steps exclude each other is data; the base rule is not."""

import frappe
import pytest

from tests.factories.disbursement import make_payment, make_running_project, make_team, move
from tests.factories.users import user_with
from women_incubation.disbursement.errors import SamePersonTwice, SeparationRefused
from women_incubation.disbursement.separation import BASE_PAIRS, incompatible_pairs


@pytest.fixture
def team(db):
    return make_team()


def keep_apart(first, second, **values):
    row = {"doctype": "Incompatible Steps", "first_step": first, "second_step": second, "in_force": 1}
    return frappe.get_doc(row | {"reason": "Seen in an audit"} | values).insert()


def test_the_base_pairs_are_there_to_be_read(db):
    rows = frappe.get_all("Incompatible Steps", {"is_base": 1}, ["first_step", "second_step"], as_list=True)
    assert {frozenset(row) for row in rows} == BASE_PAIRS
    assert len(rows) == len(BASE_PAIRS) == 15


def test_a_base_pair_is_neither_switched_off_nor_removed_nor_needed(team):
    name = frappe.db.get_value("Incompatible Steps", {"is_base": 1})
    rule = frappe.get_doc("Incompatible Steps", name)
    with pytest.raises(SeparationRefused, match="switched off"):
        rule.update({"in_force": 0}).save()
    with pytest.raises(SeparationRefused, match="removed"):
        frappe.delete_doc("Incompatible Steps", name)
    frappe.db.delete("Incompatible Steps")  # even below the documents
    assert incompatible_pairs() == BASE_PAIRS


def test_a_pair_is_two_steps_with_a_reason_named_once(db):
    with pytest.raises(SeparationRefused, match="different"):
        keep_apart("Return", "Return")
    with pytest.raises(SeparationRefused, match="why"):
        keep_apart("Return", "Request", reason=" ")
    keep_apart("Return", "Verify")
    with pytest.raises(SeparationRefused, match="already"):
        keep_apart("Verify", "Return")


def test_an_added_pair_holds_until_it_is_switched_off(team):
    both = user_with(["Controller", "Payment Officer"], "MA-LAA").name
    rule = keep_apart("Return", "Verify")
    project = make_running_project(tranches=[1000])
    payment = move(make_payment(project, team, "Requested"), both, "Verified")
    payment = move(payment, team.funder, "Approved")
    with pytest.raises(SamePersonTwice, match="Another person must"):
        move(payment, both, "Returned", step_reason="Wrong RIB")
    rule.update({"in_force": 0}).save()
    assert move(payment.reload(), both, "Returned", step_reason="Wrong RIB").workflow_state == "Returned"


def test_who_signed_the_contract_may_be_kept_from_approving_its_payments(team):
    project = make_running_project(tranches=[1000])
    project.append(
        "path_steps",
        {"action": "Sign Contract", "actor": team.funder, "happened_at": frappe.utils.now_datetime()},
    ).db_insert()
    payment = make_payment(project, team, "Verified")
    keep_apart("Sign Contract", "Approve")
    with pytest.raises(SamePersonTwice):
        move(payment, team.funder, "Approved")
    other = user_with("Funder", project.unit).name
    assert move(payment.reload(), other, "Approved").workflow_state == "Approved"
