"""The doors of the field app and of REST, by real requests."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.territory import PROVINCE
from tests.factories.training import close, make_group, make_session, make_trainer, mark, send, women_of
from tests.factories.users import user_with
from tests.helpers.browser import message_of

API = "women_incubation.training.api"
SYNC = f"/api/method/{API}.sync"
MY_SESSIONS = f"/api/method/{API}.my_sessions"


@pytest.fixture
def session(db):
    session = make_session()
    frappe.db.commit()
    return session


@pytest.fixture
def phone(session, browser):
    """The browser of the session's trainer."""
    return browser(session.trainer)


def answer(response):
    assert response.status_code == 200, message_of(response)
    return response.get_json()["message"]


def stored(session):
    frappe.db.rollback()  # see what the request committed
    about = {"training_session": session.name}
    return frappe.db.count("Attendance Event", about), frappe.db.count("Session Attendance", about)


def test_my_sessions_gives_what_the_phone_needs(session, phone):
    anna = women_of(session)[0]
    send([mark(session, anna, "Late", late_minutes=5, reason="Bus")], session)
    frappe.db.commit()
    body = answer(phone.get(MY_SESSIONS, from_date=today(), to_date=add_days(today(), 7)))
    assert set(body) == {"server_time_utc", "sessions"}
    [entry] = body["sessions"]
    module = frappe.get_doc("Capacity Building Module", session.module)
    assert {key: entry[key] for key in entry if key != "roster"} == {
        "name": session.name,
        "group": session.training_group,
        "group_name": frappe.db.get_value("Training Group", session.training_group, "group_name"),
        "module": module.name,
        "module_title_ar": module.title_ar,
        "module_title_fr": module.title_fr,
        "session_date": today(),
        "start_time": "09:00",
        "end_time": "12:00",
        "place": None,
        "status": "Held",
        "version": 0,
        "closed_at": None,
        "status_reason": "",
    }
    woman = frappe.get_doc("Beneficiary", anna)
    assert entry["roster"][0] == {
        "beneficiary": anna,
        "name": woman.full_name,
        "name_ar": woman.full_name_ar,
        "status": "Late",
        "late_minutes": 5,
        "reason": "Bus",
        "version": 1,
        "photo": None,
    }
    assert [row["status"] for row in entry["roster"]] == ["Late", None, None]
    assert [row["version"] for row in entry["roster"]] == [1, 0, 0]


def test_the_roster_is_of_that_day_but_never_hides_a_mark(db, browser):
    group = make_group(3)
    early, late = (make_session(group, session_date=add_days(today(), days)) for days in (-9, -1))
    anna, berta, carla = women_of(early)
    send([mark(late, berta)], late)
    group.reload()
    for row in group.members[:2]:
        row.update({"left_on": add_days(today(), -5), "leaving_reason": "Moved"})
    group.save()
    frappe.db.commit()
    query = {"from_date": add_days(today(), -10), "to_date": today()}
    body = answer(browser(early.trainer).get(MY_SESSIONS, **query))
    rosters = [[row["beneficiary"] for row in entry["roster"]] for entry in body["sessions"]]
    assert rosters == [[anna, berta, carla], [berta, carla]]


def test_my_sessions_are_those_i_train_in_the_period(session, browser):
    query = {"from_date": today(), "to_date": today()}
    assert answer(browser(make_trainer()).get(MY_SESSIONS, **query))["sessions"] == []
    tomorrow = {"from_date": add_days(today(), 1), "to_date": add_days(today(), 2)}
    assert answer(browser(session.trainer).get(MY_SESSIONS, **tomorrow))["sessions"] == []
    coordinator = user_with("Coordinator", PROVINCE).name
    names = [entry["name"] for entry in answer(browser(coordinator).get(MY_SESSIONS, **query))["sessions"]]
    assert session.name in names


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-03-02", "2026-03-01"),
        ("nonsense", "2026-03-01"),
        ("2026-01-01", "2026-12-31"),
        ("", "2026-03-01"),
    ],
)
def test_a_period_that_is_none(phone, first, last):
    response = phone.get(MY_SESSIONS, from_date=first, to_date=last)
    assert response.status_code == 417
    assert message_of(response)


def test_sync_answers_as_the_protocol_says(session, phone):
    anna = women_of(session)[0]
    first, second = mark(session, anna, "Excused", reason="Ill"), close(session)
    body = answer(phone.post(SYNC, events=[first, second, {"uuid": "x"}], device="phone"))
    assert set(body) == {"server_time_utc", "answers", "sessions"}
    assert body["server_time_utc"].endswith("Z")
    woman = frappe.get_doc("Beneficiary", anna)
    assert body["answers"][0] == {
        "uuid": first["uuid"],
        "outcome": "created",
        "message": "",
        "row": {
            "beneficiary": anna,
            "name": woman.full_name,
            "name_ar": woman.full_name_ar,
            "status": "Excused",
            "late_minutes": 0,
            "reason": "Ill",
            "version": 1,
            "session": session.name,
        },
    }
    assert body["answers"][1] == {"uuid": second["uuid"], "outcome": "updated", "message": "", "row": None}
    assert (body["answers"][2]["uuid"], body["answers"][2]["outcome"]) == ("x", "invalid")
    assert body["sessions"] == [{"name": session.name, "status": "Closed", "version": 1}]
    assert stored(session) == (2, 1)


def test_a_replayed_request_gives_identical_and_stores_nothing(session, phone):
    events = [mark(session, woman) for woman in women_of(session)]
    answer(phone.post(SYNC, events=events, device="phone"))
    body = answer(phone.post(SYNC, events=events, device="another phone"))
    assert [item["outcome"] for item in body["answers"]] == ["identical"] * 3
    assert [item["row"]["version"] for item in body["answers"]] == [1] * 3
    assert stored(session) == (3, 3)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"events": []},
        {"events": "nonsense", "device": "phone"},
        {"events": {"uuid": "x"}, "device": "phone"},
        {"events": [], "device": ""},
        {"events": [], "device": 5},
        {"events": [], "device": ["phone"]},
        {"events": [{}] * 501, "device": "phone"},
    ],
    ids=lambda body: str(body)[:40],
)
def test_a_malformed_batch_is_the_clients_fault(phone, session, body):
    response = phone.post(SYNC, **body)
    assert 400 <= response.status_code < 500
    assert stored(session) == (0, 0)


def test_malformed_items_are_answered_one_by_one(phone, session):
    items = [None, 5, "x", [], {}, {"uuid": {}}, {"kind": "mark", "uuid": None}]
    body = answer(phone.post(SYNC, events=[*items, mark(session, women_of(session)[0])], device="phone"))
    assert [item["outcome"] for item in body["answers"]] == ["invalid"] * len(items) + ["created"]
    assert all(item["message"] for item in body["answers"][:-1])


def test_sync_is_not_for_guests_and_not_by_get(session, browser, phone):
    assert browser("Guest").post(SYNC, events=[], device="phone").status_code == 403
    assert phone.get(SYNC, events=[], device="phone").status_code in (403, 405)
    assert browser(user_with("Coach", PROVINCE).name).post(SYNC, events=[], device="phone").status_code == 403
    assert browser("Guest").get(MY_SESSIONS, from_date=today(), to_date=today()).status_code == 403


def test_a_session_of_somebody_else_is_refused_without_a_row(session, browser):
    event = mark(session, women_of(session)[0])
    body = answer(browser(make_trainer()).post(SYNC, events=[event], device="phone"))
    assert body["answers"] == [
        {
            "uuid": event["uuid"],
            "outcome": "invalid",
            "message": "There is no such session among those that you may mark.",
            "row": None,
        }
    ]
    assert body["sessions"] == []


def test_a_coordinator_resolves_and_corrects_by_request(session, phone, browser):
    anna = women_of(session)[0]
    late = mark(session, anna, "Absent", base_version=1)
    answer(phone.post(SYNC, events=[mark(session, anna), close(session)], device="phone"))
    answer(phone.post(SYNC, events=[late], device="phone"))
    frappe.db.rollback()
    name = frappe.db.get_value("Attendance Event", {"client_uuid": late["uuid"]})
    office = browser(user_with("Coordinator", PROVINCE).name)
    decision = {"name": name, "action": "accept", "reason": "Seen on paper"}
    assert phone.call(f"{API}.resolve_event", **decision).status_code == 403
    assert office.call(f"{API}.resolve_event", **decision).status_code == 200
    assert office.call(f"{API}.resolve_event", **decision).status_code == 417
    correction = {"session": session.name, "beneficiary": anna, "status": "Present"}
    assert office.call(f"{API}.correct_mark", **correction, correction_reason="").status_code == 417
    assert office.call(f"{API}.correct_mark", **correction, correction_reason="Paper").status_code == 200
    frappe.db.rollback()
    assert frappe.db.get_value("Session Attendance", {"beneficiary": anna}, "status") == "Present"


REST = ("/api/resource/{0}", "/api/v2/document/{0}")


@pytest.mark.parametrize("path", REST)
@pytest.mark.parametrize("doctype", ["Session Attendance", "Attendance Event"])
@pytest.mark.parametrize("user", ["Administrator", "trainer", "coordinator"])
def test_rest_has_no_door_to_the_rows(session, browser, path, doctype, user):
    send([mark(session, women_of(session)[0])], session)
    frappe.db.commit()
    users = {"trainer": session.trainer, "coordinator": user_with("Coordinator", PROVINCE).name}
    client = browser(users.get(user, user))
    name = frappe.db.get_value(doctype, {"training_session": session.name})
    path = path.format(doctype)
    values = {"training_session": session.name, "beneficiary": women_of(session)[1], "status": "Present"}
    smuggled = {"status": "Absent", "_action": "discard", "docstatus": 0}
    responses = [
        client.post(path, **values, kind="Mark", client_uuid=frappe.generate_hash()),
        client.put(f"{path}/{name}", status="Absent", needs_review=1, resolution="Accepted"),
        client.put(f"{path}/{name}", **smuggled),
        client.delete(f"{path}/{name}"),
    ]
    codes = [response.status_code for response in responses]
    assert all(400 <= code < 500 for code in codes), codes
    assert stored(session) == (1, 1)
    assert frappe.db.get_value(doctype, name, "status") == "Present"


@pytest.mark.parametrize("path", REST)
def test_rest_does_not_close_a_session_nor_mark_the_future(db, browser, path):
    session = make_session(session_date=add_days(today(), 1))
    frappe.db.commit()
    office = browser(user_with("Coordinator", PROVINCE).name)
    path = f"{path.format('Training Session')}/{session.name}"
    for values in (
        {"status": "Held"},
        {"status": "Closed", "closed_at": "2026-01-01 10:00:00"},
        {"status": "Closed", "_action": "discard"},
        {"docstatus": 1},
        {"version": 5},
    ):
        response = office.put(path, **values)
        assert 400 <= response.status_code < 500, values
    frappe.db.rollback()
    assert frappe.db.get_value("Training Session", session.name, ["status", "docstatus"]) == ("Planned", 0)


@pytest.mark.parametrize(
    "values",
    [
        {"session_date": "nonsense"},
        {"start_time": "99:99"},
        {"start_time": None},
        {"session_date": 5},
        {"module": "missing"},
        {"training_group": None},
        {"trainer": "nobody@example.test"},
    ],
    ids=str,
)
def test_rest_is_told_what_is_wrong_with_a_session(session, browser, values):
    office = browser(user_with("Coordinator", PROVINCE).name)
    response = office.put(f"/api/resource/Training Session/{session.name}", **values)
    assert 400 <= response.status_code < 500
    assert message_of(response)


@pytest.mark.parametrize(
    "values",
    [
        {"capacity": "many"},
        {"capacity": -1},
        {"start_date": "nonsense"},
        {"members": [{"beneficiary": "missing", "joined_on": "2026-03-02"}]},
        {"members": [{"beneficiary": None, "joined_on": "2026-03-02"}]},
        {"trainers": [{"trainer": "nobody@example.test"}]},
        {"path": "missing"},
    ],
    ids=str,
)
def test_rest_is_told_what_is_wrong_with_a_group(session, browser, values):
    office = browser(user_with("Coordinator", PROVINCE).name)
    response = office.send("PUT", f"/api/resource/Training Group/{session.training_group}", json=values)
    assert 400 <= response.status_code < 500
    assert message_of(response)
