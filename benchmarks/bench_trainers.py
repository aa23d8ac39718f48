"""P5: 50 trainers at once, 70 % reading their sessions, 30 % marking ten women, against generic REST.

Real HTTP to gunicorn. Throughput: all fifty begin together, A/B/A/B. Waiting: fifty trainers who each do
something every five seconds (a hall is calmer than that). The generic way reads session, group and attendance
and inserts each mark, into a document with the same fields and no rules of its own.
"""

import json
import statistics
import time
import urllib.parse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import frappe
import requests
from frappe.utils import add_days, today

from benchmarks.bench_marks import PLAIN, make_plain_document, rows_for, table
from benchmarks.pairs import PAIRS, compare
from benchmarks.web_server import served
from tests.factories.training import make_group, make_session, mark
from tests.helpers.browser import api_key

TRAINERS, READERS, WOMEN = 50, 35, 10
EVERY = 5.0  # seconds between two acts of one trainer
ACTS = 4
ROUNDS = PAIRS + 1  # of the comparison; the acts come after them
METHOD = "/api/method/women_incubation.training.api"


class Trainer(NamedTuple):
    """One of the fifty: her key, and for each time that she marks a session, its rows and its events."""

    token: str
    group: str
    sessions: list[str]
    rows: list[list[dict]]
    events: list[list[dict]]
    reads: bool
    days: str


def run() -> None:
    """Print throughput and waiting; raise when an answer was no success, or the sides left other rows."""
    make_plain_document()
    trainers = [make_trainer(number, ROUNDS + ACTS) for number in range(TRAINERS)]
    frappe.db.commit()
    with served() as address, ThreadPoolExecutor(TRAINERS) as pool:

        def generic(pair: int) -> None:
            together(pool, trainers, lambda trainer: act(address, trainer, generic_way(trainer, pair)))

        def ours(pair: int) -> None:
            together(pool, trainers, lambda trainer: act(address, trainer, own_way(trainer, pair)))

        compare("P5, 50 trainers at once, 70 % reading and 30 % marking", 3, generic, ours)
        check_same_rows(trainers)
        waiting(pool, address, trainers)
        check_all_marked(trainers)


def check_same_rows(trainers: list[Trainer]) -> None:
    """Every mark of the comparison is there on both sides, and says the same."""
    sessions = [name for trainer in trainers for name in trainer.sessions[:ROUNDS]]
    ours, generic = table("Session Attendance", sessions), table(PLAIN, sessions)
    assert ours == generic, f"{len(ours)} rows against {len(generic)}"
    assert len(ours) == (TRAINERS - READERS) * ROUNDS * WOMEN
    print(f"P5, both sides ended with the same {len(ours)} rows")


def check_all_marked(trainers: list[Trainer]) -> None:
    """No mark of those who acted every five seconds was lost."""
    sessions = [name for trainer in trainers for name in trainer.sessions[ROUNDS:]]
    marked = table("Session Attendance", sessions)
    assert len(marked) == (TRAINERS - READERS) * ACTS * WOMEN


def waiting(pool: ThreadPoolExecutor, address: str, trainers: list[Trainer]) -> None:
    """How long trainers wait who act every five seconds: the 95th percentile, bar 500 ms."""
    times: list[float] = []

    def work(numbered: tuple[int, Trainer]) -> None:
        number, trainer = numbered
        time.sleep(EVERY * number / TRAINERS)
        for turn in range(ROUNDS, ROUNDS + ACTS):
            start = time.perf_counter()
            act(address, trainer, own_way(trainer, turn))
            taken = time.perf_counter() - start
            times.append(taken)
            time.sleep(max(0.0, EVERY - taken))

    list(pool.map(work, enumerate(trainers)))
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    print(f"P5, waiting: p95 {p95:.0f} ms of {len(times)} acts; bar 500 ms: {verdict(p95 <= 500)}")


def make_trainer(number: int, rounds: int) -> Trainer:
    """A trainer with a group of ten and a session for each round."""
    group = make_group(WOMEN, start_date=add_days(today(), -200))
    sessions = [make_session(group, session_date=add_days(today(), -1 - day)) for day in range(rounds)]
    rows = [rows_for(session) for session in sessions]
    events = [[mark(row["training_session"], row["beneficiary"]) for row in one] for one in rows]
    token, names = api_key(sessions[0].trainer), [session.name for session in sessions]
    days = urllib.parse.urlencode({"from_date": add_days(today(), -2), "to_date": today()})
    return Trainer(token, group.name, names, rows, events, number < READERS, days)


def own_way(trainer: Trainer, turn: int) -> list[tuple[str, dict | None]]:
    """One request: the sessions with their rosters, or a batch of marks."""
    if trainer.reads:
        return [(f"{METHOD}.my_sessions?{trainer.days}", None)]
    return [(f"{METHOD}.sync", {"events": trainer.events[turn], "device": "bench"})]


def generic_way(trainer: Trainer, turn: int) -> list[tuple[str, dict | None]]:
    """The same by /api/resource: three reads, or an insert for each woman."""
    session = trainer.sessions[turn]
    if not trainer.reads:
        return [(f"/api/resource/{urllib.parse.quote(PLAIN)}", row) for row in trainer.rows[turn]]
    of_session = json.dumps([["training_session", "=", session]])
    query = urllib.parse.urlencode({"filters": of_session, "fields": '["*"]', "limit_page_length": 0})
    return [
        (f"/api/resource/Training%20Session/{session}", None),
        (f"/api/resource/Training%20Group/{trainer.group}", None),
        (f"/api/resource/Session%20Attendance?{query}", None),
    ]


def act(address: str, trainer: Trainer, requests: list[tuple[str, dict | None]]) -> None:
    """Do the requests one after the other, as one phone does."""
    for path, body in requests:
        ask(address, trainer, path, body)


def ask(address: str, trainer: Trainer, path: str, body: dict | None) -> None:
    """One request; an error ends the benchmark."""
    method = "GET" if body is None else "POST"
    headers = {"Authorization": f"token {trainer.token}"}
    response = requests.request(method, address + path, json=as_json(body), headers=headers, timeout=120)
    response.raise_for_status()


def as_json(body: dict | None) -> dict | None:
    """Dates and the like as text."""
    return None if body is None else json.loads(json.dumps(body, default=str))


def together(pool: ThreadPoolExecutor, trainers: list[Trainer], work: Callable[[Trainer], None]) -> None:
    """All of them at once; returns when the last is done, raises what one of them raised."""
    list(pool.map(work, trainers))


def verdict(met: bool) -> str:
    """In words."""
    return "met" if met else "NOT MET"
