"""Real processes, each with its own connection to the site, let loose at the same moment."""

import contextvars
import multiprocessing
import traceback
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

import frappe

from women_incubation.audit.retry import is_conflict

FORK = multiprocessing.get_context("fork")  # a fork starts at once: everything is imported already


def run_together(
    function: Callable[[int], Any], count: int, settings: tuple[str, ...] = (), seconds: int = 120
) -> list[Any]:
    """What `function(number)` returned in each of `count` processes that started it at once, in their order.

    Each is connected as Administrator and commits for itself; what they shall see must be committed.
    `settings` are SQL statements run first in each, such as `set innodb_snapshot_isolation = 1`.
    A process that fails fails the test, with its traceback.
    """
    barrier = FORK.Barrier(count)
    place = (frappe.local.site, frappe.local.sites_path)
    runners = [_start(function, number, barrier, place, settings) for number in range(count)]
    answers = [_answer(pipe, seconds) for _process, pipe in runners]
    for process, _pipe in runners:
        process.join(5)
        process.kill()
    failed = [answer for ok, answer in answers if not ok]
    assert not failed, "\n".join(failed)
    return [answer for _ok, answer in answers]


def snapshot_isolation(value: int) -> tuple[str, ...]:
    """The setting for `run_together`, on servers that have it (newer ones turn it on by themselves)."""
    known = frappe.db.sql("show variables like 'innodb_snapshot_isolation'")
    return (f"set session innodb_snapshot_isolation = {int(value)}",) if known else ()


def until_done(attempt: Callable[[], Any]) -> Any:
    """What the attempt returns: a request, made once more whenever it is told to try again."""
    for _time in range(100):
        frappe.db.rollback()  # a request begins
        try:
            return attempt()
        except Exception as error:
            if not is_conflict(error):
                raise
    raise AssertionError("Told to try again a hundred times")


def _start(
    function: Callable, number: int, barrier: Barrier, place: tuple[str, str], settings: tuple[str, ...]
) -> tuple[multiprocessing.Process, Connection]:
    ours, theirs = FORK.Pipe(duplex=False)
    work = (function, number, barrier, place, settings, theirs)
    process = FORK.Process(target=contextvars.Context().run, args=(_run, *work), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def _run(
    function: Callable,
    number: int,
    barrier: Barrier,
    place: tuple[str, str],
    settings: tuple[str, ...],
    pipe: Connection,
) -> None:
    try:
        frappe.init(site=place[0], sites_path=place[1])
        frappe.connect()
        frappe.set_user("Administrator")
        for setting in settings:
            frappe.db.sql(setting)
        barrier.wait(timeout=60)
        answer = (True, function(number))
    except BaseException:
        answer = (False, traceback.format_exc())
    pipe.send(answer)
    pipe.close()


def _answer(pipe: Connection, seconds: int) -> tuple[bool, Any]:
    if not pipe.poll(seconds):
        return False, f"A process did not answer within {seconds} s"
    try:
        return pipe.recv()
    except EOFError:
        return False, "A process died"
