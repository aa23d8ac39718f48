"""A worker killed just before or just after its commit, at every step: nothing is paid twice or lost."""

import os
import signal

import frappe
import pytest
from frappe.utils import today

from tests.factories import unique
from tests.factories.disbursement import RIB, make_payment, make_running_project, make_team
from tests.factories.people import make_woman_with_account
from tests.factories.territory import PROVINCE
from tests.helpers.browser import Browser, message_of
from tests.helpers.processes import FORK
from women_incubation.audit import client_keys
from women_incubation.funding import ledger

PAYMENT, API = "Funding Disbursement", "women_incubation.disbursement"
PLAIN = client_keys.run_and_keep


@pytest.fixture(scope="module")
def team(site):
    frappe.set_user("Administrator")
    return make_team()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_after_the_commit(request, work):
    answer = PLAIN(request, work)
    frappe.db.after_commit.add(die)
    return answer


def die_before_the_commit(request, work):
    PLAIN(request, work)
    die()


def killed(client, method, body, when):
    """Send the request from a process of its own, which is killed at that moment."""

    def send():
        client_keys.run_and_keep = when
        client.call(method, **body)

    process = FORK.Process(target=send)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL, "the request was not killed"
    frappe.db.rollback()


def state_of(name):
    frappe.db.rollback()
    return frappe.db.get_value(PAYMENT, name, "workflow_state")


def kinds(name):
    return sorted(frappe.get_all("Budget Movement", {"reference_name": name}, pluck="kind"))


def steps(name):
    return [row.step for row in frappe.get_doc(PAYMENT, name).steps if row.step != "Prepare"]


def send_through_death(site, user, method, body, when):
    """The request is killed, then sent again, then once more: the last two answers are the same."""
    client = Browser(site, user)
    killed(client, method, body, when)
    first, second = client.call(method, **body), client.call(method, **body)
    assert first.status_code == second.status_code == 200, message_of(first)
    assert first.json["message"] == second.json["message"]
    return first.json["message"]


def decision(name, action, **values):
    modified = str(frappe.db.get_value(PAYMENT, name, "modified"))
    return {"client_key": unique("key"), "name": name, "action": action, "modified": modified} | values


TRANSFER = {"bank_reference": "VIR 1", "paid_on": "2026-01-05"}
WALK = (
    ("coach", "Request Payment", {}, "Requested", []),
    ("controller", "Verify", {}, "Verified", []),
    ("funder", "Approve", {}, "Approved", ["Approve"]),
    ("second_approver", "Approve Again", {}, "Second Approval", ["Approve"]),
    ("payment_officer", "Record Payment", TRANSFER, "Paid", ["Approve", "Pay"]),
    (
        "payment_officer",
        "Record Bounce",
        {"reason": "Account closed"},
        "Bounced",
        ["Approve", "Bounce", "Pay"],
    ),
)


@pytest.mark.parametrize("when", [die_before_the_commit, die_after_the_commit])
def test_every_step_is_made_once_through_a_kill(site, team, when):
    frappe.set_user("Administrator")
    name = make_payment(make_running_project(tranches=[150_000]), team).name
    frappe.db.commit()
    for number, (who, action, values, state, movements) in enumerate(WALK, 1):
        body = decision(name, action, **values)
        answer = send_through_death(site, getattr(team, who), f"{API}.api.decide", body, when)
        assert answer["workflow_state"] == state_of(name) == state
        assert kinds(name) == movements
        assert len(steps(name)) == number
        other = Browser(site, getattr(team, who)).call(f"{API}.api.decide", **(body | {"reason": "other"}))
        assert other.status_code == 409  # the same key with another content
    assert ledger.reconcile() == []


@pytest.mark.parametrize("action", ["Return", "Reject"])
def test_an_approval_is_freed_once_through_a_kill(site, team, action):
    frappe.set_user("Administrator")
    name = make_payment(make_running_project(tranches=[150_000]), team, "Approved").name
    frappe.db.commit()
    body = decision(name, action, reason="Wrong RIB")
    send_through_death(site, team.second_approver, f"{API}.api.decide", body, die_after_the_commit)
    assert kinds(name) == ["Approve", "Cancel Approval"]


def test_a_receipt_is_confirmed_once_through_a_kill(site, team):
    frappe.set_user("Administrator")
    woman = make_woman_with_account()
    name = make_payment(make_running_project(tranches=[1000], woman=woman), team, "Paid").name
    frappe.db.commit()
    body = {"client_key": unique("key"), "name": name}
    send_through_death(site, woman.user, f"{API}.api.confirm_receipt", body, die_after_the_commit)
    assert (state_of(name), steps(name).count("Receive")) == ("Received", 1)


@pytest.mark.parametrize("when", [die_before_the_commit, die_after_the_commit])
def test_a_batch_and_its_result_are_taken_over_once_through_a_kill(site, team, when):
    frappe.set_user("Administrator")
    project = make_running_project(tranches=[3000])
    names = [make_payment(project, team, "Approved", amount=1000).name for _ in range(2)]
    frappe.db.commit()
    batch = {"client_key": unique("key"), "unit": PROVINCE, "payments": names}
    batch |= {"debtor_name": "Trésorerie", "debtor_rib": RIB}
    made = send_through_death(site, team.payment_officer, f"{API}.batch_api.make", batch, when)
    assert frappe.db.count("Payment Batch Row", {"disbursement": ["in", names]}) == 2
    rows = [f"{name};PAID;VIR-{name};{today()};1000.00;" for name in names]
    lines = ["payment;status;reference;paid_on;amount;reason", *rows, "TOTAL;2;;;2000.00;"]
    body = {"client_key": unique("key"), "name": made["name"], "content": "\n".join(lines)}
    send_through_death(site, team.payment_officer, f"{API}.batch_api.import_result", body, when)
    assert [kinds(name) for name in names] == [["Approve", "Pay"]] * 2
    assert frappe.db.count("Bank Result", {"parent": made["name"]}) == 1
    assert ledger.reconcile() == []


KEYS = ("k" * 1000, "", "   ", None, 5, ["x"])


def test_a_step_without_a_proper_key_is_not_taken(site, team):
    frappe.set_user("Administrator")
    name = make_payment(make_running_project(tranches=[1000]), team, "Requested").name
    other = make_payment(make_running_project(tranches=[1000]), team, "Requested").name
    frappe.db.commit()
    client = Browser(site, team.controller)
    for key in KEYS:
        response = client.call(f"{API}.api.decide", **(decision(name, "Verify") | {"client_key": key}))
        assert 400 <= response.status_code < 500, key
        assert state_of(name) == "Requested"
    failed = decision(name, "Approve")  # not this person's step; then corrected, with the same key
    assert client.call(f"{API}.api.decide", **failed).status_code == 403
    assert client.call(f"{API}.api.decide", **(failed | {"action": "Verify"})).status_code == 200
    on_another = decision(other, "Verify") | {"client_key": failed["client_key"]}
    assert client.call(f"{API}.api.decide", **on_another).status_code == 409
    assert state_of(other) == "Requested"
