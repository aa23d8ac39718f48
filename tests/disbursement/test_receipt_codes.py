"""A woman confirms her money by a code on her phone."""

import re

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.factories.people import make_woman_with_account
from tests.helpers.acting import acting_as
from women_incubation.disbursement import receipt_codes
from women_incubation.disbursement.errors import CodeRefused, SamePersonTwice


@pytest.fixture
def team(db):
    return make_team()


@pytest.fixture
def payment(team):
    woman = make_woman_with_account(phone="0612345678")
    return make_payment(make_running_project(tranches=[1000], woman=woman), team, "Paid")


@pytest.fixture
def outbox(payment):
    """What the woman's phone would show: this site keeps its messages in the outbox."""
    frappe.db.set_single_value("Notice Settings", "outbox_only", 1)
    about = {"reference_name": payment.name}
    return lambda: frappe.get_all("Notice", about, ["channel", "body"], order_by="creation asc, name asc")


def code_in(message):
    assert message.channel == "SMS"
    return re.search(r"\b\d{6}\b", message.body).group()


def test_the_code_that_she_tells_confirms_the_receipt_once(payment, team, outbox):
    with acting_as(team.coordinator):
        receipt_codes.send_code(payment.name)
        code = code_in(outbox()[0])
        answer = receipt_codes.confirm_with_code(payment.name, code)
    assert answer == {"name": payment.name, "workflow_state": "Received", "wrong_code": False}
    doc = frappe.get_doc(payment.doctype, payment.name)
    assert (doc.receipt_channel, doc.steps[-1].actor) == ("SMS Code", team.coordinator)
    with acting_as(team.coordinator), pytest.raises(CodeRefused):
        receipt_codes.confirm_with_code(payment.name, code)
    assert code not in str(frappe.get_all("Receipt Code", {"disbursement": payment.name}, ["*"]))


def test_a_wrong_code_is_counted_and_five_end_it(payment, team, outbox):
    with acting_as(team.coordinator):
        receipt_codes.send_code(payment.name)
        right = code_in(outbox()[0])
        wrong = f"{(int(right) + 1) % 10**6:06d}"
        for _ in range(5):
            assert receipt_codes.confirm_with_code(payment.name, wrong)["wrong_code"]
        with pytest.raises(CodeRefused):
            receipt_codes.confirm_with_code(payment.name, right)
    assert frappe.db.get_value(payment.doctype, payment.name, "workflow_state") == "Paid"


def test_no_more_guesses_by_asking_for_new_codes(payment, team, outbox):
    with acting_as(team.coordinator):
        for _ in range(receipt_codes.MOST_IN_AN_HOUR):
            receipt_codes.send_code(payment.name)
        with pytest.raises(CodeRefused, match="several codes"):
            receipt_codes.send_code(payment.name)
    assert len(outbox()) == receipt_codes.MOST_IN_AN_HOUR


def test_an_old_code_and_one_that_was_replaced_end(payment, team, outbox):
    with acting_as(team.coordinator):
        receipt_codes.send_code(payment.name)
        first = code_in(outbox()[0])
        receipt_codes.send_code(payment.name)
        (second,) = {code_in(message) for message in outbox()} - {first} or {first}
        if first != second:
            assert receipt_codes.confirm_with_code(payment.name, first)["wrong_code"]
        name = frappe.db.get_value("Receipt Code", {"disbursement": payment.name, "used": 0})
        frappe.db.set_value("Receipt Code", name, "expires_at", add_to_date(now_datetime(), minutes=-1))
        with pytest.raises(CodeRefused):
            receipt_codes.confirm_with_code(payment.name, second)


def test_no_code_without_a_phone_a_paid_payment_or_the_right(payment, team, outbox):
    with acting_as(team.funder), pytest.raises((frappe.PermissionError, SamePersonTwice)):
        receipt_codes.send_code(payment.name)
        receipt_codes.confirm_with_code(payment.name, code_in(outbox()[0]))
    frappe.db.set_value("Beneficiary", payment.beneficiary, "phone", None)
    with acting_as(team.coordinator):
        with pytest.raises(CodeRefused, match="no phone"):
            receipt_codes.send_code(payment.name)
        with pytest.raises(CodeRefused):
            receipt_codes.confirm_with_code(payment.name, "000000")
