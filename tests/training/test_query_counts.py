"""The number of queries does not grow with the number of women, marks or sessions (quality, P6)."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests.factories.training import close, make_group, make_session, mark, send, women_of
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from women_incubation.training.api import my_sessions
from women_incubation.training.gate import explain

ROSTER_LIMIT = 10
BATCH_LIMIT = 15  # the scope, six to open the registers, one for the uuids, up to six to write


@pytest.fixture(scope="module")
def groups(site):
    """Groups of 10 and of 120 women, with the same trainer; rolled back at the end."""
    frappe.set_user("Administrator")
    small = make_group(10, capacity=200)
    large = make_group(120, capacity=200, path=small.path, trainers=[{"trainer": small.trainers[0].trainer}])
    yield small, large
    frappe.db.rollback()


def sent(events, session):
    """How many queries a batch takes, caches warm."""
    send([], session)
    with counted_queries() as queries:
        answers = send(events, session)
    return len(queries), {answer.outcome for answer in answers}


def marks(session, status="Present", base=0):
    return [mark(session, woman, status, base_version=base) for woman in women_of(session)]


def test_marking_a_group_takes_as_many_queries_for_120_as_for_10(groups):
    counts = []
    for group in (groups[0], *groups):  # the first round warms the caches
        session = make_session(group)
        events = marks(session)
        counts.append([sent(events, session)])
        counts[-1].append(sent(events, session))  # a replay
        counts[-1].append(sent(marks(session, "Absent"), session))  # nobody had seen the first
        counts[-1].append(sent(marks(session, "Excused", base=1), session))
        counts[-1].append(sent([*marks(session, "Late", base=2), close(session)], session))
        counts[-1].append(sent(marks(session, "Present", base=3), session))
    del counts[0]
    assert counts[0] == counts[1]
    assert [kinds for _count, kinds in counts[0]] == [
        {"created"},
        {"identical"},
        {"conflict"},
        {"updated"},
        {"updated"},
        {"late"},
    ]
    assert max(count for count, _kinds in counts[0]) <= BATCH_LIMIT


def test_a_batch_takes_as_many_queries_for_12_sessions_as_for_2(groups):
    group = groups[0]
    counts = []
    for first, number in ((10, 2), (20, 12)):
        sessions = [make_session(group, session_date=add_days(today(), -first + n)) for n in range(number)]
        events = [mark(session, woman) for session in sessions for woman in women_of(session)[:3]]
        counts.append(sent(events, sessions[0]))
    assert counts[0] == counts[1]


def test_a_roster_takes_as_many_queries_for_many_as_for_few(groups):
    small, large = groups
    days = {"from_date": add_days(today(), 1), "to_date": add_days(today(), 20)}
    make_session(small, session_date=add_days(today(), 1))
    counts = [queries_of_my_sessions(small.trainers[0].trainer, days, sessions=1)]
    for day in range(2, 20):
        make_session(large, session_date=add_days(today(), day))
    counts.append(queries_of_my_sessions(small.trainers[0].trainer, days, sessions=19))
    assert counts[0] == counts[1] <= ROSTER_LIMIT


def queries_of_my_sessions(trainer, days, sessions):
    with acting_as(trainer):
        my_sessions(**days)
        with counted_queries() as queries:
            assert len(my_sessions(**days)["sessions"]) == sessions
    return len(queries)


def test_the_gate_takes_one_query_however_many_sessions(groups):
    group = groups[0]
    anna = group.members[0].beneficiary
    counts = []
    for day in range(1, 15):
        session = make_session(
            group, session_date=add_days(today(), -day), start_time="14:00", end_time="15:00"
        )
        send([mark(session, anna), close(session)], session)
        if day in (1, 14):
            explain(anna, group.path)
            with counted_queries() as queries:
                explain(anna, group.path)
            counts.append(len(queries))
    assert counts == [1, 1]
