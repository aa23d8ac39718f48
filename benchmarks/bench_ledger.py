"""P7: 32 clients racing for one budget line, through the ledger and through a naive version without locks.

Both sides write the same rows: a project's balance, the line's balance, a movement, one transaction each. For
the time, the line has room for everybody, so that both do the same work. Then a line with room for ten shows
what each is worth: the naive version overspends it, or loses what it had acknowledged.
"""

import statistics
import time
from collections.abc import Callable

import frappe

from benchmarks.pairs import PAIRS
from tests.factories.funding import make_line, reference
from tests.helpers.processes import run_together
from women_incubation.audit.errors import TryAgain
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.funding import ledger
from women_incubation.funding.errors import LineExceeded
from women_incubation.funding.open_lines import require_open

CLIENTS, CONTRACTS_EACH = 32, 5
AMOUNT = 10_000_00
BAR = 0.5

Contract = Callable[[str, str], None]


def run() -> None:
    """Print the figure and what was overspent; raise when the ledger overspent or lost a reply."""
    ratios, times = [], []
    for pair in range(PAIRS + 1):
        naive, ledgers = seconds(naive_contract), seconds(ledger_contract)
        if pair:  # the first pair warms up
            ratios.append(naive / ledgers)
            times.append((naive, ledgers))
    median = statistics.median(ratios)
    naive, ledgers = (statistics.median(side) for side in zip(*times, strict=True))
    print(
        f"P7, {CLIENTS} clients racing for one line, ledger against naive: {median:.2f}x its speed (from"
        f" {min(ratios):.2f} to {max(ratios):.2f}, {PAIRS} pairs; {ledgers:.2f} s against {naive:.2f} s;"
        f" bar {BAR}x: {'met' if median >= BAR else 'NOT MET'})"
    )
    for name, contract in (("ledger", ledger_contract), ("naive", naive_contract)):
        said, stored, committed = tight_race(contract)
        found = f"{said} acknowledged, {stored} stored, {committed} on the line"
        print(f"P7, a line for 10 contracts, {name}: {found}")
        assert name == "naive" or (said, stored, committed) == (10, 10, 10)


def seconds(contract: Contract) -> float:
    """From the first client's start to the last one's end, all contracts made."""
    line = make_line(CLIENTS * CONTRACTS_EACH * 10_000).name
    frappe.db.commit()

    def race(_number: int) -> tuple[float, float]:
        start = time.time()
        for _ in range(CONTRACTS_EACH):
            insist(contract, line)
        return start, time.time()

    spans = run_together(race, CLIENTS)
    return max(end for _start, end in spans) - min(start for start, _end in spans)


def tight_race(contract: Contract) -> tuple[int, int, int]:
    """Contracts acknowledged, movements stored, and contracts that the line's balance counts."""
    line = make_line(100_000).name
    frappe.db.commit()
    answers = run_together(lambda _number: insist(contract, line), CLIENTS)
    frappe.db.rollback()
    stored = frappe.db.count("Budget Movement", {"budget_line": line, "kind": "Commit"})
    return sum(answers), stored, ledger.line_balance(line).committed_centimes // AMOUNT


def insist(contract: Contract, line: str) -> bool:
    """Try until the contract is made (True) or refused by the line's ceiling (False)."""
    project = frappe.generate_hash(length=16)  # a fork repeats the factories' numbers
    while True:
        try:
            retry_on_conflict(contract)(line, project)
        except TryAgain:
            continue
        except LineExceeded:
            frappe.db.rollback()
            return False
        return True


def ledger_contract(line: str, project: str) -> None:
    """One contract through the ledger."""
    ledger.commit(line, project, AMOUNT, f"commit/{project}", reference(project))
    frappe.db.commit()


def naive_contract(line: str, project: str) -> None:
    """One contract as it is often written: read, compare, write; nothing locked."""
    unit = require_open(line)
    fields = ["total_centimes", "committed_centimes"]
    row = frappe.db.get_value("Budget Balance", line, fields, as_dict=True)
    if row.committed_centimes + AMOUNT > row.total_centimes:
        raise LineExceeded
    key = {"project": project, "budget_line": line, "unit": unit}
    balance = frappe.get_doc({"doctype": "Project Balance", **key, "committed_centimes": 0})
    balance.db_insert()
    movement = {"kind": "Commit", "movement_key": project, "committed_delta_centimes": AMOUNT}
    frappe.get_doc({"doctype": "Budget Movement", **key, **movement}).db_insert()
    frappe.db.set_value("Project Balance", balance.name, "committed_centimes", AMOUNT)
    frappe.db.set_value("Budget Balance", line, "committed_centimes", row.committed_centimes + AMOUNT)
    frappe.db.commit()
