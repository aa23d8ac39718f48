"""A request that carries a key is done once."""

import time
from collections.abc import Callable

import frappe
import pytest

from tests.factories.users import user_with
from tests.helpers.processes import run_together, snapshot_isolation
from women_incubation.audit.client_keys import answer_once, forget_old
from women_incubation.audit.errors import ClientKeyInvalid, ClientKeyReused
from women_incubation.audit.retry import retry_on_conflict


class Work:
    """Counts how often it is done."""

    def __init__(self, **answer: object) -> None:
        self.done, self.answer = 0, answer

    def __call__(self) -> dict:
        self.done += 1
        return {"done": self.done, **self.answer}


@pytest.fixture
def key() -> str:
    return frappe.generate_hash()


def test_the_same_request_gives_the_first_answer_again(db, key):
    work = Work(on=frappe.utils.getdate("2026-01-02"), centimes=12_345_678_901)
    first = answer_once(key, "pay", {"amount": 1, "to": "a"}, work)
    again = answer_once(key, "pay", {"to": "a", "amount": 1}, work)
    assert first == again == {"done": 1, "on": "2026-01-02", "centimes": 12_345_678_901}
    assert work.done == 1


@pytest.mark.parametrize(("method", "content"), [("pay", {"amount": 2}), ("refund", {"amount": 1})])
def test_the_same_key_for_anything_else_is_refused(db, key, method, content):
    work = Work()
    answer_once(key, "pay", {"amount": 1}, work)
    with pytest.raises(ClientKeyReused) as refused:
        answer_once(key, method, content, work)
    assert refused.value.http_status_code == 409
    assert work.done == 1


def test_a_key_belongs_to_its_user(db, key, as_user):
    work = Work()
    answer_once(key, "pay", {"amount": 1}, work)
    with as_user(user_with("Funder")):
        assert answer_once(key, "pay", {"amount": 2}, work)["done"] == 2


@pytest.mark.parametrize("bad", [None, "", "   ", 5, "x" * 141, "x" * 1000])
def test_a_key_that_is_none_is_refused_and_nothing_is_done(db, bad):
    work = Work()
    before = frappe.db.count("Client Request")
    with pytest.raises(ClientKeyInvalid):
        answer_once(bad, "pay", {}, work)
    assert work.done == 0
    assert frappe.db.count("Client Request") == before


def test_a_key_of_140_characters_is_kept_whole(db):
    work = Work()
    for _time in range(2):
        answer_once("x" * 140, "pay", {}, work)
    answer_once("x" * 139, "pay", {}, work)
    assert work.done == 2


def test_a_guest_has_no_keys(db, key, as_user):
    with as_user("Guest"), pytest.raises(frappe.PermissionError):
        answer_once(key, "pay", {}, Work())


def test_a_failed_request_leaves_its_key_free_and_writes_nothing(db, key):
    def fail() -> dict:
        frappe.get_doc({"doctype": "ToDo", "description": key}).insert()
        raise frappe.ValidationError("no")

    with pytest.raises(frappe.ValidationError):
        answer_once(key, "pay", {"amount": 1}, fail)
    assert not frappe.db.exists("ToDo", {"description": ["like", f"%{key}%"]})
    assert answer_once(key, "pay", {"amount": 2}, Work())["done"] == 1  # corrected, under the same key


def ask(key: str, content: Callable[[int], dict]) -> Callable[[int], object]:
    """A process's request under this key, whose work takes a while; its answer or the name of the refusal."""

    def work() -> dict:
        time.sleep(0.3)
        return {"todo": frappe.get_doc({"doctype": "ToDo", "description": key}).insert().name}

    @retry_on_conflict
    def request(number: int) -> dict:
        answer = answer_once(key, "pay", content(number), work)
        frappe.db.commit()
        return answer

    def run(number: int) -> object:
        try:
            return request(number)
        except frappe.ValidationError as refused:
            return type(refused).__name__

    return run


def todos(key: str) -> int:
    """How often the work was done."""
    frappe.db.rollback()
    return frappe.db.count("ToDo", {"description": ["like", f"%{key}%"]})


@pytest.mark.parametrize("isolation", [0, 1])
def test_processes_with_the_same_request_do_it_once(db, key, isolation):
    settings = snapshot_isolation(isolation)
    answers = run_together(ask(key, lambda number: {"amount": 1}), count=4, settings=settings)
    assert len({answer["todo"] for answer in answers}) == 1
    assert todos(key) == 1


def test_of_processes_with_other_content_one_is_done_and_the_rest_refused(db, key):
    answers = run_together(ask(key, lambda number: {"amount": number}), count=4)
    assert answers.count("ClientKeyReused") == 3
    assert todos(key) == 1


def test_answers_are_forgotten_when_their_replay_window_is_over(db, held_clock):
    held_clock("2026-01-01 10:00:00")
    answer_once("old", "m", {}, lambda: {"n": 1})
    held_clock("2026-01-20 10:00:00")
    answer_once("young", "m", {}, lambda: {"n": 2})
    held_clock("2026-01-31 10:00:01")
    forget_old()
    where = {"user": "Administrator", "client_key": ["in", ("old", "young")]}
    assert frappe.get_all("Client Request", where, pluck="client_key") == ["young"]
    assert answer_once("young", "m", {}, lambda: {"n": 3}) == {"n": 2}
    assert answer_once("old", "m", {}, lambda: {"n": 4}) == {"n": 4}
