"""The ledger: the only code that changes what is committed, approved and paid.

A call locks the balance rows it needs with a locking read, always project before line, decides on what that
read gave, writes the rows and adds one Budget Movement; all in the caller's transaction. Nothing is ever
decided on a plain SUM or on a balance read without its lock: the snapshot of a transaction is older than its
locks. A caller that moves money on several lines goes through them in the order of their names.

    moves.py           what can happen to money, and what must hold afterwards
    balances.py        the rows: locking, reading, writing
    reconciliation.py  proof that the movements add up to the balances
"""

from women_incubation.funding.errors import AlreadyMoved, LineExceeded, LineNotOpen, ProjectExceeded
from women_incubation.funding.ledger.balances import line_balance, project_balance
from women_incubation.funding.ledger.moves import (
    approve,
    bounce,
    cancel_approval,
    change_total,
    commit,
    open_line,
    pay,
    recover,
    release,
    release_rest,
)
from women_incubation.funding.ledger.reconciliation import Discrepancy, reconcile

__all__ = [
    "AlreadyMoved",
    "Discrepancy",
    "LineExceeded",
    "LineNotOpen",
    "ProjectExceeded",
    "approve",
    "bounce",
    "cancel_approval",
    "change_total",
    "commit",
    "line_balance",
    "open_line",
    "pay",
    "project_balance",
    "reconcile",
    "recover",
    "release",
    "release_rest",
]
