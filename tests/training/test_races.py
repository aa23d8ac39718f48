"""Several devices at the same moment, and processes that die at the worst one."""

import collections
import contextvars
import os
import signal
import uuid
from collections.abc import Callable

import frappe
import pytest

from tests.factories.territory import PROVINCE
from tests.factories.training import close, did_not_happen, make_group, make_session, mark, women_of
from tests.factories.users import user_with
from tests.helpers.processes import FORK, run_together, snapshot_isolation
from women_incubation.audit.errors import TryAgain
from women_incubation.training import api
from women_incubation.training.fold import fold, waiting
from women_incubation.training.register import events_of


def sync_as(user: str, events: list[dict], device: str = "phone") -> list[dict]:
    """What a device does: the request, its commit, and the same again when it is told to try again."""
    frappe.set_user(user)
    for _attempt in range(20):
        try:
            answers = api.sync(events=events, device=device)["answers"]
        except TryAgain:
            frappe.db.rollback()
            continue
        frappe.db.commit()
        return answers
    raise AssertionError("Told to try again twenty times")


def outcomes(answers: list[dict]) -> list[str]:
    return [answer["outcome"] for answer in answers]


def table_of(session):
    frappe.db.rollback()
    rows = frappe.get_all(
        "Session Attendance",
        filters={"training_session": session.name},
        fields=["beneficiary", "status", "late_minutes", "reason", "version", "last_event"],
        order_by="beneficiary",
    )
    return [tuple(row.values()) for row in rows]


def assert_true_to_its_events(session):
    """Rows, state and flags are the fold of the events, and no event is there twice."""
    table = table_of(session)
    events = events_of([session.name])[0][session.name]
    folded = fold(events)
    assert table == [
        (woman, row.status, row.late_minutes, row.reason, row.version, row.last_event)
        for woman, row in sorted(folded.rows.items())
    ]
    assert frappe.db.get_value("Training Session", session.name, "status") == folded.status
    flagged = frappe.get_all(
        "Attendance Event", filters={"training_session": session.name, "needs_review": 1}, pluck="client_uuid"
    )
    assert set(flagged) == waiting(events)
    assert len(events) == len({event.uuid for event in events})
    return events


@pytest.fixture
def session(db):
    session = make_session(make_group(12))
    frappe.db.commit()
    return session


@pytest.fixture(params=[0, 1], ids=["plain snapshots", "checked snapshots"])
def isolation(request, site):
    """Both settings of innodb_snapshot_isolation, where the server has it."""
    return snapshot_isolation(request.param)


def test_two_devices_mark_the_same_women_at_once(session, isolation):
    women = women_of(session)
    statuses = ("Present", "Absent")

    def device(number: int) -> list[str]:
        return outcomes(sync_as(session.trainer, [mark(session, w, statuses[number]) for w in women]))

    answers = run_together(device, 2, isolation)
    assert collections.Counter(answers[0] + answers[1]) == {"created": 12, "conflict": 12}
    assert len(assert_true_to_its_events(session)) == 24


def test_two_devices_replay_the_same_batch_at_once(session, isolation):
    events = [mark(session, woman) for woman in women_of(session)]
    answers = run_together(lambda number: outcomes(sync_as(session.trainer, events)), 2, isolation)
    assert sorted(collections.Counter(answers[0] + answers[1]).items()) == [
        ("created", 12),
        ("identical", 12),
    ]
    assert len(assert_true_to_its_events(session)) == 12


def test_marks_and_a_close_at_once_lose_nothing(session, isolation):
    women = women_of(session)
    sync_as(session.trainer, [mark(session, women[0])])

    def device(number: int) -> list[str]:
        events = [close(session)] if number == 0 else [mark(session, women[number])]
        return outcomes(sync_as(session.trainer, events))

    closed, *marked = run_together(device, 6, isolation)
    assert closed == ["updated"]
    events = assert_true_to_its_events(session)
    assert len(events) == 7
    late = sum(outcome == ["late"] for outcome in marked)
    assert sum(event.held_back for event in events) == late
    assert len(table_of(session)) == 6 - late


def test_thirty_two_devices_in_four_halls(db, isolation):
    """Every acknowledged mark is there exactly once; who had to start over got another try or a clear no."""
    group = make_group(8)
    sessions = [make_session(group, session_date=day) for day in days_before_today(4)]
    trainer = sessions[0].trainer
    frappe.db.commit()

    def device(number: int) -> dict[str, str]:
        session = sessions[number % 4]
        events = [mark(session, woman, "Present") for woman in women_of(session)]
        events.append(
            mark(sessions[(number + 1) % 4], women_of(session)[0], "Absent", base_version=number % 3)
        )
        return dict(zip([e["uuid"] for e in events], outcomes(sync_as(trainer, events)), strict=True))

    acknowledged: dict[str, str] = {}
    for answer in run_together(device, 32, isolation):
        assert "invalid" not in answer.values()
        acknowledged |= answer
    stored = [event.uuid for session in sessions for event in assert_true_to_its_events(session)]
    assert sorted(stored) == sorted(acknowledged)


def days_before_today(number: int) -> list[str]:
    return [frappe.utils.add_days(frappe.utils.today(), -day) for day in range(number)]


def test_a_coordinators_decision_and_a_late_mark_at_once(session, isolation):
    anna = women_of(session)[0]
    late = mark(session, anna, "Absent", base_version=1)
    sync_as(session.trainer, [mark(session, anna), close(session)])
    sync_as(session.trainer, [late])
    name = frappe.db.get_value("Attendance Event", {"client_uuid": late["uuid"]})
    office = user_with("Coordinator", PROVINCE).name
    frappe.db.commit()

    def at_work(number: int) -> str:
        if number:
            return sync_as(session.trainer, [mark(session, anna, "Excused", base_version=1)])[0]["outcome"]
        frappe.set_user(office)
        api.resolve_event(name=name, action="accept", reason="Seen on paper")
        frappe.db.commit()
        return "accepted"

    assert run_together(at_work, 2, isolation) == ["accepted", "late"]
    events = assert_true_to_its_events(session)
    assert [row[1] for row in table_of(session)] == ["Absent"]
    assert len(events) == 5


def test_the_same_identifier_for_two_sessions_at_once(db, isolation):
    group = make_group(1)
    sessions = [make_session(group, session_date=day) for day in days_before_today(2)]
    frappe.db.commit()
    shared = str(uuid.uuid4())

    def device(number: int) -> str:
        event = mark(sessions[number], group.members[0].beneficiary, uuid=shared)
        return sync_as(sessions[number].trainer, [event])[0]["outcome"]

    assert sorted(run_together(device, 2, isolation)) == ["created", "invalid"]
    assert len([e for session in sessions for e in assert_true_to_its_events(session)]) == 1


def die_during(work: Callable[[], None]) -> None:
    """Run `work` in a process of its own that kills itself there, as a worker does that is killed."""
    place = {"site": frappe.local.site, "sites_path": frappe.local.sites_path}

    def run() -> None:
        frappe.init(**place)
        frappe.connect()
        work()
        os.kill(os.getpid(), signal.SIGKILL)

    process = FORK.Process(target=contextvars.Context().run, args=(run,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def test_a_worker_killed_between_commit_and_reply_is_replayed_without_doubling(session):
    events = [mark(session, woman) for woman in women_of(session)] + [close(session)]
    die_during(lambda: sync_as(session.trainer, events))
    table = table_of(session)
    assert len(table) == 12
    assert set(outcomes(sync_as(session.trainer, events))) == {"identical"}
    assert table_of(session) == table
    assert len(assert_true_to_its_events(session)) == 13


def test_a_worker_killed_before_the_commit_has_written_nothing(session):
    events = [mark(session, woman) for woman in women_of(session)]

    def without_commit() -> None:
        frappe.set_user(session.trainer)
        api.sync(events=events, device="phone")

    die_during(without_commit)
    assert table_of(session) == []
    assert set(outcomes(sync_as(session.trainer, events))) == {"created"}
    assert len(assert_true_to_its_events(session)) == 12


def table_seen_now(session) -> int:
    return frappe.db.count("Attendance Event", {"training_session": session.name})


@pytest.fixture
def plain_snapshots(db):
    """This process's own connection, as servers are that do not check snapshots themselves."""
    for setting in snapshot_isolation(0):
        frappe.db.sql(setting)
    yield
    frappe.db.close()  # the next query connects anew, with the server's own setting


def test_a_snapshot_older_than_the_lock_starts_over(session, plain_snapshots):
    """Another device commits after this request began to read: its marks are not overwritten unseen."""
    anna = women_of(session)[0]
    frappe.db.rollback()
    frappe.set_user(session.trainer)
    assert (
        frappe.db.count("Attendance Event", {"training_session": session.name}) == 0
    )  # the snapshot is taken
    run_together(lambda number: outcomes(sync_as(session.trainer, [did_not_happen(session)])), 1)
    answers = sync_as(session.trainer, [mark(session, anna)])
    assert outcomes(answers) == ["created"]
    events = assert_true_to_its_events(session)
    assert {event.kind for event in events} == {"Mark", "Did Not Happen"}
    assert waiting(events)
