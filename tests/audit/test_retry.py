"""The request boundary: a conflict in the database starts the request over, nothing else does."""

import inspect

import frappe
import pytest

from tests.helpers.processes import run_together, snapshot_isolation
from women_incubation.audit.entries import record, verify
from women_incubation.audit.errors import TryAgain
from women_incubation.audit.retry import retry_on_conflict


class Conflicts:
    """Fails with a conflict so many times, then answers."""

    def __init__(self, times: int, error: Exception) -> None:
        self.left, self.error, self.calls = times, error, 0

    def __call__(self) -> str:
        self.calls += 1
        frappe.get_doc({"doctype": "ToDo", "description": f"try {self.calls} of {id(self)}"}).insert()
        frappe.msgprint("written")
        if self.left:
            self.left -= 1
            raise self.error
        return "done"

    def written(self) -> int:
        return frappe.db.count("ToDo", {"description": ["like", f"%of {id(self)}%"]})


CONFLICTS = [frappe.QueryDeadlockError("1213"), frappe.QueryTimeoutError("1205"), TryAgain("again")]


@pytest.mark.parametrize("error", CONFLICTS, ids=lambda error: type(error).__name__)
def test_a_conflict_starts_over_and_only_the_last_try_is_written(db, error):
    request = Conflicts(2, error)
    assert retry_on_conflict(request.__call__)() == "done"
    assert (request.calls, request.written(), len(frappe.get_message_log())) == (3, 1, 1)


def test_after_three_conflicts_the_client_is_asked_to_try_again(db):
    request = Conflicts(9, CONFLICTS[0])
    with pytest.raises(TryAgain, match="try again") as asked:
        retry_on_conflict(request.__call__)()
    assert (request.calls, request.written(), asked.value.http_status_code) == (3, 0, 409)


def test_any_other_error_passes_at_once(db):
    request = Conflicts(1, frappe.ValidationError("no"))
    with pytest.raises(frappe.ValidationError, match="no"):
        retry_on_conflict(request.__call__)()
    assert request.calls == 1


def test_the_decorated_function_keeps_its_signature():
    def decide(name: str, amount: int = 1) -> dict:
        """Says so."""

    decorated = retry_on_conflict(decide)
    assert inspect.signature(decorated) == inspect.signature(decide)
    assert (decorated.__name__, decorated.__doc__) == ("decide", "Says so.")


class Chain:
    """Stands for a document that several processes record things about."""

    doctype = "Race"

    def __init__(self) -> None:
        self.name = frappe.generate_hash()

    def get(self, field: str) -> None:
        return None

    def append_ten(self, number: int) -> None:
        """Ten entries, each in a transaction of its own, each tried until it is written."""
        for step in range(10):
            while not self.append(number, step):
                pass

    def append(self, number: int, step: int) -> bool:
        """Append in a request whose snapshot is older than its lock."""

        @retry_on_conflict
        def request() -> None:
            frappe.db.count("ToDo")
            record("appended", self, by=number, step=step)
            frappe.db.commit()

        try:
            request()
        except TryAgain:
            return False
        return True


@pytest.mark.parametrize("isolation", [0, 1])
def test_processes_that_append_to_one_chain_leave_no_gap(db, isolation):
    chain = Chain()
    run_together(chain.append_ten, count=6, settings=snapshot_isolation(isolation))
    frappe.db.rollback()
    where = {"chain": f"Race/{chain.name}"}
    rows = frappe.get_all("Audit Entry", where, ["sequence", "detail"], order_by="sequence")
    assert [row.sequence for row in rows] == list(range(1, 61))
    assert len({row.detail for row in rows}) == 60
    assert [found for found in verify() if found.chain == where["chain"]] == []
