"""The same rules at every door, with real requests."""

import json

import frappe
import pytest
from frappe.utils import today

from tests.disbursement.doors import DOORS, PAYMENT
from tests.factories.disbursement import make_payment, make_running_project, make_team, move
from tests.factories.users import user_with
from tests.helpers.browser import message_of
from women_incubation.funding import ledger

ROLES = ["Coach", "Coordinator", "Controller", "Funder", "Second Approver", "Payment Officer", "Woman"]
SAME_PERSON = "Another person must"
# The doors that save a document as it was sent; the others take an action's name.
SAVING_DOORS = ("rest_v1", "rest_v2_put", "rest_v2_patch", "set_value", "desk_form")


@pytest.fixture(scope="module")
def team(site):
    return make_team()


@pytest.fixture(scope="module")
def everything(site):
    """A user with every role, System Manager's included."""
    user = user_with([*ROLES, "Trainer", "Auditor", "Programme Officer", "Administrator", "System Manager"])
    return user.name


@pytest.fixture
def administrator_with_roles(site):
    """Administrator, who was given every role of the path."""
    give_administrator(True)
    yield "Administrator"
    give_administrator(False)


def give_administrator(has_roles):
    roles = [f"Incubation {role}" for role in ROLES]
    doc = frappe.get_doc("User", "Administrator")
    doc.add_roles(*roles) if has_roles else doc.remove_roles(*roles)
    frappe.db.commit()


@pytest.fixture
def project(site):
    frappe.set_user("Administrator")
    return make_running_project(tranches=[200_000])


def committed(payment):
    """Let other connections see what the test made."""
    frappe.db.commit()
    return payment.name


def state_of(name):
    frappe.db.rollback()
    return frappe.db.get_value(PAYMENT, name, "workflow_state")


def fails_without_a_server_error(response):
    return response.status_code < 500


@pytest.mark.parametrize("door", DOORS)
def test_every_door_lets_the_right_person_through(project, team, browser, door):
    name = committed(make_payment(project, team, "Draft", amount=1000))
    for user, action, state, values in (
        (team.coach, "Request Payment", "Requested", {}),
        (team.controller, "Verify", "Verified", {}),
        (team.funder, "Approve", "Approved", {}),
        (team.payment_officer, "Record Payment", "Paid", {"bank_reference": "VIR 1", "paid_on": today()}),
        (team.payment_officer, "Record Bounce", "Bounced", {"step_reason": "Account closed"}),
    ):
        response = DOORS[door](browser(user), name, action, state, **values)
        assert response.status_code == 200, message_of(response)
        assert state_of(name) == state
    assert ledger.reconcile() == []


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("who", ["everything", "administrator_with_roles"])
def test_nobody_takes_two_steps_by_any_door(project, team, browser, request, door, who):
    user = request.getfixturevalue(who)
    payment = make_payment(project, team, "Draft", amount=150_000)
    name = committed(move(payment, user, "Requested"))
    steps = (
        ("Verify", "Verified", team.controller, {}),
        ("Approve", "Approved", team.funder, {}),
        ("Approve Again", "Second Approval", team.second_approver, {}),
        ("Record Payment", "Paid", team.payment_officer, {"bank_reference": "VIR 1", "paid_on": today()}),
    )
    client = browser(user)
    for action, state, other, values in steps:
        before = state_of(name)
        response = DOORS[door](client, name, action, state, **values)
        assert fails_without_a_server_error(response)
        assert SAME_PERSON in message_of(response) or door == "bulk_action"  # it says it in real time only
        assert state_of(name) == before
        move(frappe.get_doc(PAYMENT, name), other, state, **values)
        frappe.db.commit()
    actors = [row.actor for row in frappe.get_doc(PAYMENT, name).steps if row.step != "Prepare"]
    assert len(actors) == len(set(actors))


@pytest.mark.parametrize("door", DOORS)
def test_administrator_without_the_role_takes_no_step(project, team, browser, door):
    name = committed(make_payment(project, team, "Requested", amount=1000))
    give_administrator(False)
    response = DOORS[door](browser("Administrator"), name, "Verify", "Verified")
    assert fails_without_a_server_error(response)
    assert state_of(name) == "Requested"


@pytest.mark.parametrize("door", SAVING_DOORS)
def test_no_state_is_skipped_by_any_door(project, team, browser, everything, door):
    name = committed(make_payment(project, team, "Requested", amount=1000))
    client = browser(everything)
    for state in ("Approved", "Paid", "Received", "Draft", "Nowhere", ""):
        response = DOORS[door](client, name, "", state)
        assert 400 <= response.status_code < 500, state
        assert state_of(name) == "Requested"


FROZEN = (
    {"amount": 1},
    {"rib": "007780000012345678901249"},
    {"payee_name": "Somebody Else"},
    {"tranche_number": 2},
    {"purpose": "Other"},
    {"evidence": []},
    {"steps": []},
    {"needs_second_approval": 1},
    {"receipt_channel": "Field App"},
    {"EDITABLE": {"Requested": {"*": ["*"]}}, "amount": 1},
    {"SERVER_WRITTEN": [], "steps": []},
    {"_action": "discard", "amount": 1},
    {"_action": "discard", "workflow_state": "Paid"},
    {"amount": "not a number"},
    {"amount": None},
    {"project": "PRJ-nowhere"},
)


@pytest.mark.parametrize("door", SAVING_DOORS)
def test_what_was_requested_stays_as_it_is(project, team, browser, everything, door):
    payment = make_payment(project, team, "Requested", amount=1000)
    name = committed(payment)
    client = browser(everything)
    for change in FROZEN:
        values = {"workflow_state": "Requested"} | change
        response = DOORS[door](client, name, "", values.pop("workflow_state"), **values)
        assert 400 <= response.status_code < 500, (change, message_of(response))
        frappe.db.rollback()
        now = frappe.get_doc(PAYMENT, name)
        assert now.as_dict(convert_dates_to_str=True) == payment.as_dict(convert_dates_to_str=True), change


def test_docstatus_moves_nothing(project, team, browser, everything):
    name = committed(make_payment(project, team, "Requested", amount=1000))
    client = browser(everything)
    for docstatus in (1, 2):
        for door in (door for door in SAVING_DOORS if door != "desk_form"):  # the form's button sets its own
            response = DOORS[door](client, name, "", "Requested", docstatus=docstatus)
            assert 400 <= response.status_code < 500
    doc = client.get(f"/api/resource/{PAYMENT}/{name}").json["data"]
    for action in ("Submit", "Update", "Cancel"):
        response = client.call("frappe.desk.form.save.savedocs", doc=json.dumps(doc), action=action)
        assert 400 <= response.status_code < 500
    assert state_of(name) == "Requested"
    assert frappe.db.get_value(PAYMENT, name, "docstatus") == 0


@pytest.mark.parametrize("door", SAVING_DOORS)
def test_a_body_does_not_replace_the_guards(project, team, browser, everything, door):
    name = committed(move(make_payment(project, team, amount=1000), everything, "Requested"))
    response = DOORS[door](browser(everything), name, "", "Verified", GUARDS={}, flags={"in_patch": 1})
    assert response.status_code == 403
    assert state_of(name) == "Requested"


def test_a_row_is_not_reached_past_its_payment(project, team, browser, everything):
    payment = make_payment(project, team, "Requested", amount=1000)
    committed(payment)
    client = browser(everything)
    for doctype, row in (
        ("Disbursement Step", payment.steps[0]),
        ("Disbursement Evidence", payment.evidence[0]),
    ):
        for path in (f"/api/resource/{doctype}/{row.name}", f"/api/v2/document/{doctype}/{row.name}"):
            assert client.put(path, label="x", actor=everything).status_code == 403
            assert client.delete(path).status_code in (403, 417)
        new = {
            "parent": payment.name,
            "parenttype": PAYMENT,
            "parentfield": "steps",
            "step": "Verify",
            "actor": everything,
        }
        assert (
            client.post(f"/api/resource/{doctype}", label="x", file="/private/files/x", **new).status_code
            == 403
        )
    assert frappe.get_doc(PAYMENT, payment.name).steps[0].as_dict() == payment.steps[0].as_dict()


def test_a_row_is_not_taken_from_another_payment(project, team, browser):
    first = make_payment(project, team, "Requested", amount=1000)
    second = make_payment(project, team, "Draft", amount=1000)
    committed(first)
    stolen = [{"name": first.evidence[0].name, "label": "Mine", "file": first.evidence[0].file}]
    response = browser(team.coach).put(f"/api/resource/{PAYMENT}/{second.name}", evidence=stolen)
    assert response.status_code == 403
    assert frappe.db.get_value("Disbursement Evidence", first.evidence[0].name, "parent") == first.name


def test_a_payment_is_neither_discarded_deleted_nor_renamed(project, team, browser, everything):
    name = committed(make_payment(project, team, "Requested", amount=1000))
    client = browser("Administrator")
    assert client.delete(f"/api/resource/{PAYMENT}/{name}").status_code == 403
    discard = client.call("frappe.desk.form.save.discard", doctype=PAYMENT, name=name)
    assert 400 <= discard.status_code < 500
    rename = client.call("frappe.client.rename_doc", doctype=PAYMENT, old_name=name, new_name="DIS-0")
    assert 400 <= rename.status_code < 500
    for method in ("submit", "cancel"):
        response = client.post("/api/method/run_doc_method", dt=PAYMENT, dn=name, method=method)
        assert 400 <= response.status_code < 500
    assert state_of(name) == "Requested"
    assert frappe.db.get_value(PAYMENT, name, "docstatus") == 0


def test_a_new_payment_starts_as_a_draft_without_steps(project, team, browser):
    values = {
        "project": project.name,
        "budget_line": project.tranches[0].budget_line,
        "tranche_number": 1,
        "amount": 100,
        "payee_name": "Z",
        "rib": "011780000012345678901296",
    }
    committed(project)
    client = browser(team.coach)
    for smuggled in (
        {"workflow_state": "Paid"},
        {"steps": [{"step": "Verify", "actor": team.controller}]},
        {"needs_second_approval": 1},
        {"docstatus": 1},
        {"_action": "discard", "workflow_state": "Verified"},
    ):
        response = client.post(f"/api/resource/{PAYMENT}", **values, **smuggled)
        assert 400 <= response.status_code < 500, smuggled
    assert client.post(f"/api/resource/{PAYMENT}", **values).status_code == 200


def test_a_stale_form_cannot_put_back_an_old_balance(project, team, browser):
    line = project.tranches[0].budget_line
    client = browser("Administrator")
    committed(project)
    stale = client.get(f"/api/resource/Budget Balance/{line}").json["data"]
    committed(make_payment(project, team, "Approved", amount=1000))
    for body in (stale, stale | {"_action": "discard"}, {"approved_centimes": 0}):
        assert client.put(f"/api/resource/Budget Balance/{line}", **body).status_code == 403
    assert frappe.db.get_value("Budget Balance", line, "approved_centimes") == 1000_00
