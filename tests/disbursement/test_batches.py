"""Transfer files for the bank and its answers: all of a file or nothing, and never twice."""

import csv
import io
import re

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories import unique
from tests.factories.disbursement import RIB, make_payment, make_running_project, make_team, move
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.browser import message_of
from women_incubation.disbursement.errors import InABatch
from women_incubation.disbursement.transfer_file import PAIN, iban, plain
from women_incubation.funding import ledger

PAYMENT, BATCH, API = "Funding Disbursement", "Payment Batch", "women_incubation.disbursement.batch_api"
DEBTOR = {"debtor_name": "Trésorerie de Laâyoune", "debtor_rib": RIB}


@pytest.fixture(scope="module")
def team(site):
    frappe.set_user("Administrator")
    return make_team()


@pytest.fixture
def payments(team):
    """Three approved payments of 1,000, 2,000 and 3,000 DH."""
    frappe.set_user("Administrator")
    project = make_running_project(tranches=[50_000])
    made = [make_payment(project, team, "Approved", amount=amount).name for amount in (1000, 2000, 3000)]
    frappe.db.commit()
    return made


@pytest.fixture
def officer(team, browser):
    return browser(team.payment_officer)


def made(officer, names, **values):
    sent = {"client_key": unique("key"), "unit": PROVINCE, "payments": names, **DEBTOR} | values
    return officer.call(f"{API}.make", **sent)


def batch_of(officer, payments):
    response = made(officer, payments)
    assert response.status_code == 200, message_of(response)
    frappe.db.rollback()
    return response.json["message"]["name"]


def bank_file(*rows, total=None, count=None):
    lines = ["payment;status;reference;paid_on;amount;reason", *(";".join(row) for row in rows)]
    total = total or f"{sum(float(row[4]) for row in rows):.2f}"
    return "\n".join([*lines, f"TOTAL;{count or len(rows)};;;{total};"])


def paid(name, amount, **values):
    row = {"status": "PAID", "reference": f"VIR-{name}", "paid_on": today(), "amount": amount, "reason": ""}
    return (name, *(row | values).values())


def bounced(name, amount, **values):
    return paid(name, amount, **{"status": "BOUNCED", "reason": "Account closed"} | values)


def imported(officer, batch, content, key=None):
    return officer.call(f"{API}.import_result", client_key=key or unique("key"), name=batch, content=content)


def states(payments):
    frappe.db.rollback()
    return [frappe.db.get_value(PAYMENT, name, "workflow_state") for name in payments]


def movements(name):
    return frappe.get_all("Budget Movement", {"reference_name": name}, pluck="kind", order_by="creation asc")


# ------------------------------------------------------------------ the file for the bank


def test_a_batch_is_made_once_for_its_key_and_freezes_its_payments(team, officer, payments):
    key = unique("key")
    first, second = (made(officer, payments, client_key=key) for _ in range(2))
    assert first.status_code == 200, message_of(first)
    assert first.json["message"] == second.json["message"]
    batch = frappe.get_doc(BATCH, first.json["message"]["name"])
    assert (batch.payment_count, batch.total, batch.status) == (3, 6000, "Made")
    again = made(officer, payments[:1])
    assert again.status_code == 417
    assert batch.name in message_of(again)
    frappe.db.rollback()
    payment = frappe.get_doc(PAYMENT, payments[0])
    assert (payment.payment_batch, payment.steps[-1].step) == (batch.name, "Transfer")
    for state, values in (
        ("Paid", {"bank_reference": "X", "paid_on": today()}),
        ("Returned", {"step_reason": "x"}),
    ):
        with pytest.raises(InABatch, match=batch.name):
            move(payment.reload(), team.payment_officer, state, **values)
        frappe.db.rollback()


def test_the_csv_holds_every_transfer_and_its_total(officer, payments):
    batch = batch_of(officer, payments)
    response = officer.get(f"/api/method/{API}.file", name=batch)
    assert response.headers["Content-Disposition"].startswith("attachment")
    rows = list(csv.reader(io.StringIO(response.get_data(as_text=True)), delimiter=";"))
    assert rows[1] == [batch, "1", payments[0], "Zineb Test", RIB, "1000.00", "MAD"]
    assert rows[-1] == ["TOTAL", "3", "", "", "", "6000.00", "MAD"]
    assert officer.get(f"/api/method/{API}.file", name=batch).data == response.data


def values_of(tag, text):
    return re.findall(f"<{tag}>([^<]*)</{tag}>", text)


def test_the_iso_file_holds_the_same(officer, payments):
    batch = batch_of(officer, payments)
    response = officer.get(f"/api/method/{API}.file", name=batch, format="pain.001")
    text = response.get_data(as_text=True)
    assert PAIN in text
    assert values_of("CtrlSum", text) == ["6000.00", "6000.00"]
    assert values_of("EndToEndId", text) == payments
    accounts = values_of("IBAN", text)
    assert set(accounts) == {iban(RIB)}
    assert int(f"{accounts[0][4:]}2210{accounts[0][2:4]}") % 97 == 1
    assert officer.get(f"/api/method/{API}.file", name=batch, format="exe").status_code == 417


@pytest.mark.parametrize(
    ("name", "shown"),
    [("=cmd()", "cmd()"), ("  Zineb \n Test ", "Zineb Test"), ("a;b", "a,b"), ("+-@", "-"), (None, "-")],
)
def test_a_name_is_no_formula_and_no_separator(name, shown):
    assert plain(name) == shown


def test_a_batch_is_made_of_payments_that_are_ready_and_of_its_place(team, officer, payments):
    frappe.set_user("Administrator")
    waiting = make_payment(make_running_project(), team, "Verified", amount=10).name
    large = make_payment(make_running_project(tranches=[200_000]), team, "Approved").name
    frappe.db.commit()
    for wrong in (
        {"payments": [waiting]},
        {"payments": [large]},  # waits for its second approval
        {"payments": []},
        {"payments": [payments[0], payments[0]]},
        {"unit": OTHER_PROVINCE},
        {"debtor_rib": "1"},
        {"debtor_name": ""},
        {"payments": "x"},
        {"payments": [1]},
        {"client_key": "k" * 1000},
        {"client_key": ""},
    ):
        response = made(officer, payments, **wrong)
        assert 400 <= response.status_code < 500, wrong
    assert frappe.db.count(BATCH, {"unit": OTHER_PROVINCE}) == 0
    assert states(payments) == ["Approved"] * 3


def test_whoever_verified_makes_no_batch_and_whoever_is_no_officer_neither(team, browser):
    frappe.set_user("Administrator")
    both = user_with(["Controller", "Payment Officer"], PROVINCE).name
    payment = make_payment(make_running_project(tranches=[1000]), team, "Requested")
    payment = move(move(payment, both, "Verified"), team.funder, "Approved")
    frappe.db.commit()
    assert "Another person must" in message_of(made(browser(both), [payment.name]))
    for stranger in (team.funder, team.coordinator, user_with("Payment Officer", OTHER_PROVINCE).name):
        frappe.db.commit()
        assert made(browser(stranger), [payment.name]).status_code == 403
    assert frappe.db.get_value(PAYMENT, payment.name, "payment_batch") is None


def test_no_door_changes_a_batch(site, team, browser, officer, payments):
    name = batch_of(officer, payments)
    for client in (officer, browser("Administrator")):
        for response in (
            client.put(f"/api/resource/{BATCH}/{name}", total=1),
            client.put(f"/api/resource/{BATCH}/{name}", status="Cancelled"),
            client.put(f"/api/resource/{BATCH}/{name}", rows=[]),
            client.delete(f"/api/resource/{BATCH}/{name}"),
            client.post(f"/api/resource/{BATCH}", unit=PROVINCE, **DEBTOR),
        ):
            assert 400 <= response.status_code < 500
    frappe.db.rollback()
    assert frappe.db.get_value(BATCH, name, ["status", "total"]) == ("Made", 6000)


def test_a_cancelled_batch_frees_its_payments(team, officer, payments):
    name = batch_of(officer, payments)
    assert officer.call(f"{API}.cancel", client_key=unique("key"), name=name).status_code == 417
    answer = officer.call(f"{API}.cancel", client_key=unique("key"), name=name, reason="Wrong account")
    assert answer.json["message"]["status"] == "Cancelled"
    assert batch_of(officer, payments) != name
    refused = imported(officer, name, bank_file(paid(payments[0], "1000.00")))
    assert refused.status_code == 417


# ------------------------------------------------------------------ the bank's answers


def test_the_banks_answers_pay_and_bounce(officer, payments):
    batch = batch_of(officer, payments)
    first = bank_file(paid(payments[0], "1000.00"), bounced(payments[1], "2000.00"))
    response = imported(officer, batch, first)
    assert response.status_code == 200, message_of(response)
    assert [row["outcome"] for row in response.json["message"]["answers"]] == ["paid", "bounced"]
    assert states(payments) == ["Paid", "Bounced", "Approved"]
    assert movements(payments[0]) == ["Approve", "Pay"]
    assert movements(payments[1]) == ["Approve", "Pay", "Bounce"]
    assert frappe.db.get_value(BATCH, batch, "status") == "Sent"
    rest = imported(officer, batch, bank_file(paid(payments[2], "3000.00")))
    assert rest.json["message"]["status"] == "Settled"
    later = imported(officer, batch, bank_file(bounced(payments[2], "3000.00", reference="RET-1")))
    assert later.status_code == 200, message_of(later)
    assert states(payments) == ["Paid", "Bounced", "Bounced"]
    frappe.db.rollback()
    doc = frappe.get_doc(PAYMENT, payments[0])
    assert (doc.bank_reference, str(doc.paid_on)) == (f"VIR-{payments[0]}", today())
    assert ledger.reconcile() == []


def test_the_same_file_again_changes_nothing(officer, payments):
    batch = batch_of(officer, payments)
    content = bank_file(*(paid(name, amount) for name, amount in zip(payments, AMOUNTS, strict=True)))
    key = unique("key")
    first, replayed = imported(officer, batch, content, key), imported(officer, batch, content, key)
    assert first.json["message"] == replayed.json["message"]
    again = imported(officer, batch, content)
    assert {row["outcome"] for row in again.json["message"]["answers"]} == {"identical"}
    other = imported(officer, batch, content.replace("VIR-", "ALT-"), key)
    assert other.status_code == 409
    assert [movements(name) for name in payments] == [["Approve", "Pay"]] * 3
    assert len(frappe.get_doc(BATCH, batch).results) == 1


AMOUNTS = ("1000.00", "2000.00", "3000.00")

WRONG_FILES = {
    "a foreign row": lambda p: bank_file(paid(p[0], "1000.00"), paid("DIS-2000-00001", "1.00")),
    "another amount": lambda p: bank_file(paid(p[0], "1000.00"), paid(p[1], "2000.01")),
    "a wrong total": lambda p: bank_file(paid(p[0], "1000.00"), total="999.00"),
    "a wrong count": lambda p: bank_file(paid(p[0], "1000.00"), count=2),
    "a row twice": lambda p: bank_file(paid(p[0], "1000.00"), paid(p[0], "1000.00")),
    "no reason": lambda p: bank_file(paid(p[0], "1000.00"), bounced(p[1], "2000.00", reason="")),
    "no reference": lambda p: bank_file(paid(p[0], "1000.00"), paid(p[1], "2000.00", reference="")),
    "a day to come": lambda p: bank_file(
        paid(p[0], "1000.00"), paid(p[1], "2000.00", paid_on=add_days(today(), 1))
    ),
    "an unknown status": lambda p: bank_file(paid(p[0], "1000.00"), paid(p[1], "2000.00", status="MAYBE")),
    "a third decimal": lambda p: bank_file(paid(p[0], "1000.001")),
    "no date": lambda p: bank_file(paid(p[0], "1000.00", paid_on="yesterday")),
    "no total line": lambda p: "\n".join(bank_file(paid(p[0], "1000.00")).split("\n")[:-1]),
    "another header": lambda p: bank_file(paid(p[0], "1000.00")).replace("status", "state"),
    "missing cells": lambda p: bank_file(paid(p[0], "1000.00")).replace(";PAID", ""),
    "nothing": lambda p: "",
    "a binary": lambda p: "\x00\x01" * 50,
    "a huge cell": lambda p: bank_file(paid(p[0], "1000.00", reference="x" * 140_000)),
    "a long reference": lambda p: bank_file(paid(p[0], "1000.00", reference="x" * 141)),
    "line ends inside a line": lambda p: bank_file(paid(p[0], "1000.00", reference="V\r1")),
    "a huge file": lambda p: "x" * 1_000_001,
}


def test_a_file_that_does_not_fit_is_refused_whole(officer, payments):
    batch = batch_of(officer, payments)
    for what, make in WRONG_FILES.items():
        response = imported(officer, batch, make(payments))
        assert response.status_code == 417, what
        assert message_of(response), what
    foreign = imported(officer, batch, WRONG_FILES["a foreign row"](payments))
    assert [row["outcome"] for row in foreign.json["answers"]] == ["paid", "refused"]
    assert states(payments) == ["Approved"] * 3
    assert frappe.get_doc(BATCH, batch).results == []


def test_a_row_that_the_path_refuses_undoes_the_whole_file(team, browser, officer, payments):
    """The officer who imports did another step on the second payment."""
    both = user_with(["Controller", "Payment Officer"], PROVINCE).name
    frappe.set_user("Administrator")
    project = make_running_project(tranches=[5000])
    mine = make_payment(project, team, "Requested", amount=500)
    mine = move(move(mine, both, "Verified"), team.funder, "Approved")
    frappe.db.commit()
    batch = batch_of(officer, [payments[0], mine.name])
    content = bank_file(paid(payments[0], "1000.00"), paid(mine.name, "500.00"))
    refused = imported(browser(both), batch, content)
    assert refused.status_code == 417
    assert "Another person must" in message_of(refused)
    assert states([payments[0], mine.name]) == ["Approved", "Approved"]
    assert imported(officer, batch, content).status_code == 200
    assert states([payments[0], mine.name]) == ["Paid", "Paid"]


def test_rows_changed_below_the_batch_stop_everything(officer, payments):
    batch = batch_of(officer, payments)
    row = frappe.get_doc(BATCH, batch).rows[0]
    frappe.db.set_value("Payment Batch Row", row.name, "rib", "007780000012345678901249")
    frappe.db.commit()
    assert officer.get(f"/api/method/{API}.file", name=batch).status_code == 417
    assert imported(officer, batch, bank_file(paid(payments[0], "1000.00"))).status_code == 417
    assert states(payments) == ["Approved"] * 3
