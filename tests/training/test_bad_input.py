"""Whatever a hostile or broken client sends: a clear answer, nothing half-written, never a failure."""

import json

import frappe
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories.training import event, make_session, mark, outcomes, send, women_of
from tests.helpers.acting import acting_as
from women_incubation.training.errors import BatchRefused, InvalidEvent
from women_incubation.training.events import apply_batch
from women_incubation.training.incoming import Incoming, parse

PATIENT = settings(deadline=None, suppress_health_check=list(HealthCheck))  # the machine may be busy
OUTCOMES = {"created", "updated", "identical", "stale", "conflict", "late", "invalid"}

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=5,
)
KEYS = (
    "uuid",
    "kind",
    "session",
    "beneficiary",
    "status",
    "late_minutes",
    "reason",
    "base_version",
    "device_time_utc",
)


def good_mark() -> dict:
    return event("mark", "a-session", beneficiary="a-woman", status="Present")


BAD_VALUES = {
    "no object": lambda: None,
    "a list": list,
    "no uuid": lambda: good_mark() | {"uuid": None},
    "uuid of another form": lambda: good_mark() | {"uuid": "{123e4567e89b42d3a456426614174000}"},
    "uuid too long": lambda: good_mark() | {"uuid": "1" * 1000},
    "uuid a number": lambda: good_mark() | {"uuid": 5},
    "unknown kind": lambda: good_mark() | {"kind": "Correction"},
    "kind an object": lambda: good_mark() | {"kind": {}},
    "no session": lambda: good_mark() | {"session": ""},
    "session a number": lambda: good_mark() | {"session": 5},
    "session too long": lambda: good_mark() | {"session": "s" * 141},
    "no woman": lambda: good_mark() | {"beneficiary": None},
    "unknown status": lambda: good_mark() | {"status": "present"},
    "status a list": lambda: good_mark() | {"status": ["Present"]},
    "minutes without lateness": lambda: good_mark() | {"late_minutes": 5},
    "negative minutes": lambda: good_mark() | {"status": "Late", "late_minutes": -1},
    "minutes a text": lambda: good_mark() | {"status": "Late", "late_minutes": "5"},
    "minutes a fraction": lambda: good_mark() | {"status": "Late", "late_minutes": 5.5},
    "minutes a truth": lambda: good_mark() | {"status": "Late", "late_minutes": True},
    "minutes more than a day": lambda: good_mark() | {"status": "Late", "late_minutes": 10**30},
    "no base version": lambda: good_mark() | {"base_version": None},
    "negative base version": lambda: good_mark() | {"base_version": -1},
    "base version beyond the column": lambda: good_mark() | {"base_version": 2**31},
    "reason too long": lambda: good_mark() | {"reason": "r" * 501},
    "reason a list": lambda: good_mark() | {"reason": ["r"]},
    "reason with a null character": lambda: good_mark() | {"reason": "a\x00b"},
    "reason with half a character": lambda: good_mark() | {"reason": "a\ud800b"},
    "no clock": lambda: good_mark() | {"device_time_utc": None},
    "clock a number": lambda: good_mark() | {"device_time_utc": 1700000000},
    "clock nonsense": lambda: good_mark() | {"device_time_utc": "yesterday"},
}


@pytest.mark.parametrize("make", BAD_VALUES.values(), ids=BAD_VALUES)
def test_a_bad_value_is_refused_with_a_sentence(make, db):
    with pytest.raises(InvalidEvent) as refused:
        parse(make())
    assert len(str(refused.value)) > 10


def test_a_good_event_is_taken_as_it_is(db):
    item = good_mark() | {
        "status": "Late",
        "late_minutes": 10,
        "reason": "  تأخر الحافلة 🚌  ",
        "base_version": 3,
    }
    incoming = parse(item)
    assert (incoming.event.said, incoming.event.base_version) == (("Late", 10, "تأخر الحافلة 🚌"), 3)
    assert (incoming.session, incoming.event.beneficiary) == ("a-session", "a-woman")


def test_unknown_keys_are_left_alone(db):
    assert parse(good_mark() | {"app_version": "9.9"}).session == "a-session"


@given(st.dictionaries(st.sampled_from(KEYS), anything))
@settings(PATIENT, max_examples=200)
def test_parse_answers_or_refuses_whatever_comes(db, changes):
    try:
        assert isinstance(parse(good_mark() | changes), Incoming)
    except InvalidEvent as refused:
        assert str(refused)


@pytest.fixture(scope="module")
def hall(site):
    """A session, its trainer and women, for many batches; rolled back at the end."""
    session = make_session()
    yield session, women_of(session)
    frappe.db.rollback()


@given(st.lists(st.dictionaries(st.sampled_from(KEYS), anything) | anything, max_size=6))
@settings(PATIENT, max_examples=60)
def test_any_batch_gets_one_answer_an_item(hall, items):
    session, women = hall
    good = mark(session, women[0])
    events = [good | item if isinstance(item, dict) else item for item in items]
    answers = send(events, session)
    assert len(answers) == len(events)
    for answer in answers:
        assert answer.outcome in OUTCOMES
        assert answer.message or answer.outcome in ("created", "updated", "identical")


def test_five_hundred_events_are_taken_and_one_more_is_refused(db):
    session = make_session()
    anna = women_of(session)[0]
    events = [mark(session, anna, base_version=number) for number in range(500)]
    assert outcomes(send(events, session))[0] == "created"
    with pytest.raises(BatchRefused):
        send([*events, mark(session, anna)], session)


@pytest.mark.parametrize("device", ["", "   ", "d" * 141, None, 5, ["phone"], "a\x00b", "a\ud800"])
def test_a_batch_without_a_proper_device_is_refused(db, device):
    with pytest.raises(BatchRefused), acting_as("Administrator"):
        apply_batch([], "Administrator", device)


@pytest.mark.parametrize("events", [None, "[]", {}, 5])
def test_what_is_no_list_is_refused(db, events):
    with pytest.raises(BatchRefused):
        apply_batch(events, "Administrator", "phone")


def test_answers_can_be_written_as_json(db):
    session = make_session()
    answers = send([{"uuid": "a\ud800"}, {"uuid": float("nan")}], session)
    assert outcomes(answers) == ["invalid", "invalid"]
    assert [answer.uuid for answer in answers] == [None, None]
    assert json.dumps([answer.message for answer in answers])
