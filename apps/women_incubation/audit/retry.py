"""The request boundary: what to do when two requests meet in the database.

MariaDB undoes one of two transactions that wait for each other (1213), gives up waiting for a lock (1205),
or finds that what was read is no longer so (1020). The whole request then starts over, from its first read:
continuing inside the broken transaction would write on top of decisions that were undone.
"""

import functools
import random
import time
from collections.abc import Callable
from typing import NoReturn, ParamSpec, TypeVar

import frappe
from frappe import _

from women_incubation.audit.errors import TryAgain

TRIES = 3
LONGEST_PAUSE = 0.15  # seconds

P = ParamSpec("P")
R = TypeVar("R")


def retry_on_conflict(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate a whitelisted function, under `@frappe.whitelist`: it runs up to three times.

    Everything of the failed try is rolled back first. Raises TryAgain (409) after the last one.
    """

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        take_fresh_snapshot()
        for _try in range(TRIES - 1):
            try:
                return function(*args, **kwargs)
            except Exception as error:
                if not is_conflict(error):
                    raise
                start_over()
            time.sleep(random.uniform(0.01, LONGEST_PAUSE))
        return last_try(function, *args, **kwargs)

    return run


def take_fresh_snapshot() -> None:
    """End the transaction that only read the session, so that ours begins with its own first statement.

    With innodb_snapshot_isolation each request that waited for a lock would fail on its first try otherwise.
    """
    if not frappe.db.transaction_writes:
        frappe.db.rollback()


def last_try(function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run once more; a conflict now is the client's to know. Raises TryAgain."""
    try:
        return function(*args, **kwargs)
    except Exception as error:
        if not is_conflict(error):
            raise
        start_over()
    return throw_try_again()


def is_conflict(error: Exception) -> bool:
    """Whether the error says that another transaction was in the way, and nothing else."""
    if isinstance(error, frappe.QueryDeadlockError | frappe.QueryTimeoutError | TryAgain):
        return True
    is_database_error = isinstance(error, frappe.db.OperationalError | frappe.db.InternalError)
    return is_database_error and (frappe.db.is_deadlocked(error) or frappe.db.is_timedout(error))


def start_over() -> None:
    """Undo the whole request so far, its messages to the user included."""
    frappe.db.rollback()
    frappe.clear_messages()


def throw_try_again() -> NoReturn:
    """Tell the client that nothing was written and the same request may be sent again."""
    frappe.throw(_("Somebody else changed this at the same moment. Please try again."), TryAgain)
