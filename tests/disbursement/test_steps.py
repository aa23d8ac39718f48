import itertools

import frappe
import pytest
from frappe.utils import add_days, today
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.disbursement import make_paper, make_payment, make_running_project, make_team, move, walk
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION
from tests.factories.users import assign, user_with
from tests.helpers.acting import acting_as
from women_incubation.audit.errors import FieldsFrozen, MoveNotAllowed
from women_incubation.disbursement.errors import (
    ContentChanged,
    NotInPerson,
    NotTheRequester,
    PaymentIncomplete,
    ReasonMissing,
    ReceiptNotProven,
    SamePersonTwice,
    SecondApprovalNeeded,
    SecondApprovalNotNeeded,
)
from women_incubation.disbursement.separation import BASE_DUTIES, BASE_PAIRS, conflict, deeds_of, duty_of
from women_incubation.funding import ledger

DUTIES = ["coach", "controller", "funder", "second_approver", "payment_officer", "coordinator"]
STATES = ["Requested", "Verified", "Approved", "Second Approval", "Paid", "Received"]
ROLES = ["Coach", "Coordinator", "Controller", "Funder", "Second Approver", "Payment Officer"]


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def project(team):
    return make_running_project(tranches=[300_000])


def figures(payment):
    row = ledger.project_balance(payment.project, payment.budget_line)
    return [row.approved_centimes, row.paid_centimes]


# ------------------------------------------------------------------ no person in two different steps


@pytest.mark.parametrize(("first", "second"), list(itertools.combinations(range(6), 2)))
def test_no_two_steps_share_a_person(project, team, first, second):
    """Whoever takes the first step, with every role, is refused the second."""
    both = user_with(ROLES, PROVINCE).name
    setattr(team, DUTIES[first], both)
    setattr(team, DUTIES[second], both)
    payment = make_payment(project, team, amount=150_000)
    with pytest.raises(SamePersonTwice):
        walk_with_second(payment, team, STATES[second])
    assert frappe.db.get_value(payment.doctype, payment.name, "workflow_state") != STATES[second]


def walk_with_second(payment, team, state):
    """Through every state, the second approval too."""
    for name in STATES[: STATES.index(state) + 1]:
        payment = walk(payment, team, name)
    return payment


def test_preparing_counts_as_requesting(project, team):
    payment = make_payment(project, team)
    helper = user_with(ROLES, PROVINCE).name
    with acting_as(helper):
        doc = frappe.get_doc(payment.doctype, payment.name)
        doc.purpose = "Oven"
        doc.save()
    payment = walk(payment, team, "Requested")
    with pytest.raises(SamePersonTwice):
        move(payment, helper, "Verified")
    move(payment, team.controller, "Verified")


def test_the_rule_holds_over_rounds(project, team):
    verifier = user_with(["Controller", "Funder"], PROVINCE).name
    payment = move(make_payment(project, team, "Requested", amount=1000), verifier, "Verified")
    payment = move(payment, team.funder, "Returned", step_reason="Another quote, please")
    payment = move(payment, team.coach, "Requested")
    payment = move(payment, team.controller, "Verified")
    with pytest.raises(SamePersonTwice):
        move(payment, verifier, "Approved")


STEPS = ["Prepare", "Transfer", *BASE_DUTIES, "Return", "Reject", "Bounce"]


@given(
    st.lists(
        st.tuples(st.sampled_from(STEPS), st.sampled_from("abc"), st.sampled_from(["", "a", "b", "c"])),
        max_size=12,
    )
)
def test_steps_taken_only_when_allowed_never_put_a_person_in_two_duties(wanted):
    steps = []
    for step, user, away in wanted:
        if not conflict(deeds_of(steps), {user, away} - {""}, step, BASE_PAIRS):
            steps.append(frappe._dict(step=step, actor=user, delegated_by=away))
    for user in "abc":
        done = {duty_of(row.step) for row in steps if user in (row.actor, row.delegated_by)}
        assert len(done & set(BASE_DUTIES)) <= 1


def test_a_step_is_not_taken_in_another_persons_session(project, team):
    payment = make_payment(project, team, "Requested", amount=1000)
    with acting_as(team.controller):
        doc = frappe.get_doc(payment.doctype, payment.name)
        doc.workflow_state = "Verified"
        frappe.session.data = frappe._dict(impersonated_by="Administrator")
        with pytest.raises(NotInPerson):
            doc.save()
    move(payment, team.controller, "Verified")


def test_a_named_substitute_stands_in_and_is_named(project, team):
    payment = make_payment(project, team, "Requested", amount=1000)
    stranger = user_with("Controller", OTHER_PROVINCE).name
    with pytest.raises(frappe.PermissionError):
        move(payment, stranger, "Verified")
    until = add_days(today(), 5)
    assign(stranger, PROVINCE, substitute_for=team.controller, reason="On leave", valid_to=until)
    payment = move(payment, stranger, "Verified")
    assert payment.steps[-1].substitute_for == team.controller
    regional = user_with("Funder", REGION).name
    assert move(payment, regional, "Approved").steps[-1].substitute_for is None


# ------------------------------------------------------------------ what was signed


def test_each_step_stores_a_digest_of_the_same_content(project, team):
    payment = make_payment(project, team, "Received", amount=1000)
    digests = {row.digest for row in payment.steps if row.step != "Prepare"}
    assert len(digests) == 1
    assert all(len(digest) == 64 for digest in digests)


def test_a_paper_that_was_changed_below_the_document_stops_the_payment(project, team):
    payment = make_payment(project, team, "Requested", amount=1000)
    file = frappe.get_doc("File", {"file_url": payment.evidence[0].file})
    with open(file.get_full_path(), "ab") as paper:  # noqa: PTH123 - the path is Frappe's text
        paper.write(b"0")
    with pytest.raises(ContentChanged):
        move(payment, team.controller, "Verified")
    move(payment, team.controller, "Returned", step_reason="The quote was changed")


def test_an_amount_changed_by_sql_stops_the_payment(project, team):
    payment = make_payment(project, team, "Verified", amount=1000)
    frappe.db.set_value(payment.doctype, payment.name, "amount", 2000)
    with pytest.raises(ContentChanged):
        move(payment, team.funder, "Approved")


# ------------------------------------------------------------------ approving and paying


def test_money_follows_the_steps(project, team):
    payment = make_payment(project, team, "Verified", amount=1000)
    assert figures(payment) == [0, 0]
    payment = walk(payment, team, "Approved")
    assert figures(payment) == [1000_00, 0]
    payment = walk(payment, team, "Paid")
    assert figures(payment) == [1000_00, 1000_00]
    payment = move(payment, team.payment_officer, "Bounced", step_reason="Account closed")
    assert figures(payment) == [0, 0]
    walk(make_payment(project, team, amount=300_000), team, "Received")
    assert ledger.reconcile() == []


@pytest.mark.parametrize(("amount", "is_needed"), [(100_000, False), (100_000.01, True)])
def test_a_second_approval_is_needed_above_the_rules_threshold(project, team, amount, is_needed):
    payment = make_payment(project, team, "Approved", amount=amount)
    values = {"bank_reference": "VIR 1", "paid_on": today()}
    if is_needed:
        with pytest.raises(SecondApprovalNeeded):
            move(payment, team.payment_officer, "Paid", **values)
        payment = move(payment, team.second_approver, "Second Approval")
    else:
        with pytest.raises(SecondApprovalNotNeeded):
            move(payment, team.second_approver, "Second Approval")
    assert move(payment, team.payment_officer, "Paid", **values).workflow_state == "Paid"


@pytest.mark.parametrize("state", ["Approved", "Second Approval"])
@pytest.mark.parametrize("end", ["Returned", "Rejected"])
def test_returning_and_rejecting_free_the_approval(project, team, state, end):
    payment = walk_with_second(make_payment(project, team, amount=150_000), team, state)
    by_officer = state == "Second Approval"
    move(payment, team.payment_officer if by_officer else team.second_approver, end, step_reason="No")
    assert figures(payment) == [0, 0]
    assert ledger.reconcile() == []


@pytest.mark.parametrize(
    "values", [{}, {"bank_reference": " "}, {"paid_on": "2999-01-01", "bank_reference": "V"}]
)
def test_a_payment_has_a_bank_reference_and_a_day_that_has_come(project, team, values):
    payment = make_payment(project, team, "Approved", amount=1000)
    with pytest.raises(PaymentIncomplete):
        move(payment, team.payment_officer, "Paid", **values)
    yesterday = add_days(today(), -1)
    assert move(payment, team.payment_officer, "Paid", bank_reference="V", paid_on=yesterday).paid_on


def test_what_was_paid_is_not_paid_again(project, team):
    payment = make_payment(project, team, "Paid", amount=1000)
    with pytest.raises(MoveNotAllowed):
        move(payment, team.funder, "Approved")
    with pytest.raises(FieldsFrozen):
        move(payment, team.payment_officer, "Paid", bank_reference="Other")


# ------------------------------------------------------------------ stopping


@pytest.mark.parametrize("state", ["Returned", "Rejected"])
def test_stopping_says_why(project, team, state):
    payment = make_payment(project, team, "Requested", amount=1000)
    with pytest.raises(ReasonMissing):
        move(payment, team.controller, state, step_reason="  ")
    payment = move(payment, team.controller, state, step_reason="Illegible")
    assert payment.steps[-1].reason == "Illegible"


def test_a_returned_payment_is_its_requesters_alone(project, team):
    payment = make_payment(project, team, "Requested", amount=1000)
    payment = move(payment, team.controller, "Returned", step_reason="Wrong amount")
    with pytest.raises(NotTheRequester):
        move(payment, team.coordinator, "Returned", amount=900)
    with pytest.raises(NotTheRequester):
        move(payment, team.coordinator, "Requested")
    payment = move(payment, team.coach, "Requested", amount=900)
    assert (payment.amount, payment.step_reason) == (900, None)
    walk(payment, team, "Paid")
    assert figures(payment) == [900_00, 900_00]


# ------------------------------------------------------------------ receiving


def test_a_coordinator_confirms_with_a_signed_paper(project, team):
    payment = make_payment(project, team, "Paid", amount=1000)
    with pytest.raises(ReceiptNotProven):
        move(payment, team.coordinator, "Received")
    with acting_as(team.coordinator):
        paper = make_paper()
    payment = move(payment, team.coordinator, "Received", receipt_document=paper)
    assert payment.receipt_channel == "Signed Paper"


def test_another_woman_confirms_nothing(project, team):
    payment = make_payment(project, team, "Paid", amount=1000)
    other = user_with("Woman").name
    with acting_as(other):
        doc = frappe.get_doc(payment.doctype, payment.name)
        assert not doc.has_permission("read")
        doc.workflow_state = "Received"
        doc.flags.ignore_permissions = True
        with pytest.raises(MoveNotAllowed):
            doc.save()


def test_every_step_is_in_the_audit_chain(project, team):
    payment = make_payment(project, team, "Paid", amount=1000)
    chain = {"chain": f"Funding Disbursement/{payment.name}", "action": "payment_step"}
    details = frappe.get_all("Audit Entry", filters=chain, pluck="detail", order_by="sequence")
    assert [frappe.parse_json(detail)["step"] for detail in details] == [
        "Request",
        "Verify",
        "Approve",
        "Pay",
    ]
    assert all(frappe.parse_json(detail)["amount_centimes"] == 1000_00 for detail in details)
