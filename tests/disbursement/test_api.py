import frappe
import pytest
from frappe.utils import today

from tests.disbursement.doors import PAYMENT
from tests.factories import unique
from tests.factories.disbursement import make_payment, make_running_project, make_team, move
from tests.factories.people import make_woman_with_account
from tests.factories.territory import OTHER_PROVINCE, SISTER_PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.browser import message_of
from tests.helpers.processes import run_together
from women_incubation.disbursement import inbox
from women_incubation.funding import ledger
from women_incubation.funding.money import format_dirhams

API = "women_incubation.disbursement.api"


@pytest.fixture(scope="module")
def team(site):
    return make_team(SISTER_PROVINCE)


@pytest.fixture
def woman(site):
    frappe.set_user("Administrator")
    return make_woman_with_account()


@pytest.fixture
def project(woman):
    return make_running_project(tranches=[100_000], woman=woman, unit=SISTER_PROVINCE)


def body(name, action, key=None, **values):
    modified = str(frappe.db.get_value(PAYMENT, name, "modified"))
    return {
        "client_key": key or unique("key"),
        "name": name,
        "action": action,
        "modified": modified,
        **values,
    }


def verified(project, team, amount=1000):
    name = make_payment(project, team, "Verified", amount=amount).name
    frappe.db.commit()
    return name


def state_of(name):
    frappe.db.rollback()
    return frappe.db.get_value(PAYMENT, name, "workflow_state")


def approvals(name):
    frappe.db.rollback()
    return frappe.db.count("Budget Movement", {"reference_name": name, "kind": "Approve"})


# ------------------------------------------------------------------ one request, one effect


def test_a_replay_gets_the_first_answer_and_does_nothing(project, team, browser):
    name = verified(project, team)
    client, sent = browser(team.funder), body(name, "Approve")
    first, second = (client.call(f"{API}.decide", **sent) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.json == second.json
    assert first.json["message"]["workflow_state"] == "Approved"
    assert approvals(name) == 1


def test_the_same_key_for_another_document_or_another_content_is_refused(project, team, browser):
    name, other = verified(project, team), verified(project, team)
    client, sent = browser(team.funder), body(name, "Approve")
    client.call(f"{API}.decide", **sent)
    for changed in (
        body(other, "Approve", sent["client_key"]),
        sent | {"reason": "x"},
        sent | {"action": "Return"},
    ):
        assert client.call(f"{API}.decide", **changed).status_code == 409
    assert (state_of(name), state_of(other)) == ("Approved", "Verified")


def test_failed_then_corrected_with_the_same_key(project, team, browser):
    name = verified(project, team)
    client, key = browser(team.funder), unique("key")
    refused = client.call(f"{API}.decide", **body(name, "Return", key))
    assert refused.status_code == 417
    assert "reason" in message_of(refused)
    accepted = client.call(f"{API}.decide", **body(name, "Return", key, reason="Another quote"))
    assert accepted.status_code == 200
    assert state_of(name) == "Returned"


@pytest.mark.parametrize("key", ["k" * 1000, "", "   ", None])
def test_a_strange_or_missing_key_writes_nothing(project, team, browser, key):
    name = verified(project, team)
    sent = body(name, "Approve") | {"client_key": key}
    response = browser(team.funder).call(f"{API}.decide", **sent)
    assert 400 <= response.status_code < 500
    del sent["client_key"]
    assert 400 <= browser(team.funder).call(f"{API}.decide", **sent).status_code < 500
    assert state_of(name) == "Verified"


def test_a_worker_killed_between_commit_and_reply_pays_once(project, team, browser):
    """The first request is done and committed, and nobody hears of it; the replay gets its answer."""
    name = verified(project, team)
    client, sent = browser(team.funder), body(name, "Approve")
    run_together(lambda number: client.call(f"{API}.decide", **sent) and None, 1)
    response = client.call(f"{API}.decide", **sent)
    assert response.status_code == 200
    assert response.json["message"]["workflow_state"] == "Approved"
    assert approvals(name) == 1


def test_a_stale_copy_decides_nothing(project, team, browser):
    name = verified(project, team)
    stale = body(name, "Approve") | {"modified": "2020-01-01 00:00:00.000000"}
    assert browser(team.funder).call(f"{API}.decide", **stale).status_code == 409
    assert state_of(name) == "Verified"


@pytest.mark.parametrize(
    "strange",
    [
        {"action": "Steal"}, {"action": "Verify"}, {"name": "DIS-0"}, {"modified": ""}, {"name": ["a"]},
        {"action": 5}, {"paid_on": {"a": 1}}, {"reason": 3},
    ],
)  # fmt: skip
def test_strange_requests_are_refused_clearly(project, team, browser, strange):
    name = verified(project, team)
    response = browser(team.funder).call(f"{API}.decide", **(body(name, "Approve") | strange))
    assert 400 <= response.status_code < 500
    assert state_of(name) == "Verified"


def test_a_day_that_is_no_day_is_refused(project, team, browser):
    name = make_payment(project, team, "Approved", amount=10).name
    frappe.db.commit()
    sent = body(name, "Record Payment", bank_reference="V", paid_on="yesterday-ish")
    response = browser(team.payment_officer).call(f"{API}.decide", **sent)
    assert 400 <= response.status_code < 500
    assert state_of(name) == "Approved"


def test_get_decides_nothing(project, team, browser):
    name = verified(project, team)
    response = browser(team.funder).get(f"/api/method/{API}.decide", **body(name, "Approve"))
    assert response.status_code == 403
    assert state_of(name) == "Verified"


# ------------------------------------------------------------------ several at once


def test_each_decision_answers_for_itself(project, team, browser):
    good, too_much, stale = (verified(project, team, amount) for amount in (30_000, 30_000, 40_000))
    line = project.tranches[0].budget_line
    row = ledger.project_balance(project.name, line)
    ledger.release(line, project.name, row.committed_centimes - 50_000_00, unique("key"), project)
    frappe.db.commit()
    decisions = [
        body(good, "Approve"),
        body(too_much, "Approve"),
        body(stale, "Approve") | {"modified": "2020-01-01"},
        body(good, "Approve"),
        body("DIS-0", "Approve") | {"modified": "x"},
    ]
    response = browser(team.funder).call(f"{API}.decide_many", decisions=decisions)
    assert response.status_code == 200
    answers = response.json["message"]["answers"]
    assert [answer["ok"] for answer in answers] == [True, False, False, False, False]
    assert all(answer["message"] for answer in answers[1:])
    assert format_dirhams(20_000_00, "en") in answers[1]["message"]
    assert "_server_messages" not in response.json
    assert [state_of(name) for name in (good, too_much, stale)] == ["Approved", "Verified", "Verified"]
    assert ledger.reconcile() == []


@pytest.mark.parametrize(
    "decisions", [["x"], [{}], [{"name": 1, "action": "a", "modified": "m"}], [None], [{"x": 1}] * 101]
)
def test_a_list_that_is_no_list_of_decisions_is_refused(team, browser, decisions):
    assert browser(team.funder).call(f"{API}.decide_many", decisions=decisions).status_code == 417


# ------------------------------------------------------------------ the inbox


def test_the_inbox_shows_what_a_decision_needs(project, team, browser):
    name = verified(project, team, 30_000)
    item = inbox_item(browser(team.funder), name)
    assert (item["amount_centimes"], item["beneficiary_name"], item["rib"]) == (
        30_000_00,
        frappe.db.get_value("Beneficiary", project.beneficiary, "full_name"),
        "011780000012345678901296",
    )
    assert item["line"]["left_before_centimes"] - item["line"]["left_after_centimes"] == 30_000_00
    assert item["project_left_before_centimes"] == 100_000_00
    assert item["project_left_after_centimes"] == 70_000_00
    assert [step["step"] for step in item["steps"]] == ["Request", "Verify"]
    assert item["actions"] == ["Approve", "Return", "Reject"]
    assert item["cannot"] is None
    assert browser(team.funder).get(item["evidence"][0]["file_url"]).status_code == 200
    stranger = user_with("Funder", OTHER_PROVINCE).name
    assert inbox_item(browser(stranger), name) is None
    assert inbox_item(browser(team.payment_officer), name) is None


def inbox_item(client, name):
    response = client.get(f"/api/method/{API}.inbox")
    assert response.status_code == 200
    return next((item for item in response.json["message"]["items"] if item["name"] == name), None)


def test_the_inbox_says_why_one_cannot_decide(project, team, browser):
    both = user_with(["Controller", "Funder"], project.unit).name
    payment = move(make_payment(project, team, "Requested", amount=10), both, "Verified")
    frappe.db.commit()
    item = inbox_item(browser(both), payment.name)
    assert item["actions"] == ["Return", "Reject"]
    assert "Another person" in item["cannot"]
    history = browser(both).get(f"/api/method/{API}.inbox").json["message"]["history"]
    assert [(row["name"], row["step"]) for row in history] == [(payment.name, "Verify")]


def test_a_large_amount_waits_for_its_second_approver(team, browser):
    frappe.set_user("Administrator")
    name = make_payment(make_running_project(tranches=[150_000], unit=SISTER_PROVINCE), team, "Approved").name
    frappe.db.commit()
    assert inbox_item(browser(team.payment_officer), name) is None
    assert inbox_item(browser(team.second_approver), name)["actions"] == ["Approve Again", "Return", "Reject"]


def test_the_inbox_asks_as_many_questions_for_one_payment_as_for_many(db):
    team, project = make_team(OTHER_PROVINCE), make_running_project(unit=OTHER_PROVINCE, tranches=[1000])
    counts = []
    for more in (1, 9):
        for _ in range(more):
            make_payment(project, team, "Verified", amount=1)
        with acting_as(team.funder):
            inbox.inbox(team.funder)
            counts.append(queries_of(lambda: inbox.inbox(team.funder)))
    assert counts[0] == counts[1] <= 12


def queries_of(work):
    plain, asked = frappe.db.sql, []

    def counting(query, *args, **kwargs):
        asked.append(query)
        return plain(query, *args, **kwargs)

    frappe.db.sql = counting
    try:
        work()
    finally:
        frappe.db.sql = plain
    return len(asked)


@pytest.mark.parametrize("user", ["Guest", "trainer"])
def test_the_inbox_is_closed_to_others(site, browser, user):
    frappe.set_user("Administrator")
    name = user if user == "Guest" else user_with("Trainer", OTHER_PROVINCE).name
    frappe.db.commit()
    assert browser(name).get(f"/api/method/{API}.inbox").status_code == 403


# ------------------------------------------------------------------ the woman


def test_a_woman_sees_her_money_and_confirms_it(project, woman, team, browser):
    payment = make_payment(project, team, "Paid", amount=1000)
    make_payment(project, team, "Draft", amount=1000)
    frappe.db.commit()
    client = browser(woman.user)
    shown = client.get(f"/api/method/{API}.my_payments").json["message"]["payments"]
    assert [(row["name"], row["amount_centimes"], row["paid_on"]) for row in shown] == [
        (payment.name, 1000_00, today())
    ]
    sent = {"client_key": unique("key"), "name": payment.name}
    for _ in range(2):
        response = client.call(f"{API}.confirm_receipt", **sent)
        assert response.status_code == 200, message_of(response)
        assert response.json["message"] == {"name": payment.name, "workflow_state": "Received"}
    frappe.db.rollback()
    doc = frappe.get_doc(PAYMENT, payment.name)
    assert (doc.receipt_channel, doc.steps[-1].actor) == ("Field App", woman.user)


def test_a_woman_confirms_nothing_that_is_not_hers_or_not_paid(project, woman, team, browser):
    payment = make_payment(project, team, "Approved", amount=1000)
    other = make_woman_with_account().user
    frappe.db.commit()
    sent = {"client_key": unique("key"), "name": payment.name}
    assert browser(other).call(f"{API}.confirm_receipt", **sent).status_code == 403
    assert browser(woman.user).call(f"{API}.confirm_receipt", **sent).status_code == 403
    assert browser(team.coordinator).call(f"{API}.confirm_receipt", **sent).status_code == 403
    assert browser(woman.user).put(f"/api/resource/{PAYMENT}/{payment.name}", purpose="x").status_code == 403
    assert browser(other).get(f"/api/method/{API}.my_payments").json["message"]["payments"] == []
    assert state_of(payment.name) == "Approved"
