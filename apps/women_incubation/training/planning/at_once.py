"""Two who plan one hall or one trainer at the same moment: neither sees the other's unfinished work.

The search for clashes reads what was committed when the request began. So after writing, the meetings
of the same trainers and territories on the same days are read again, locking: that read waits for whoever is
planning there, and sees what was committed since. Who finds a new one starts over and meets it in the search.
"""

from collections.abc import Collection

import frappe

from women_incubation.audit.retry import throw_try_again
from women_incubation.training.planning.clashes import Slot


def start_over_if_not_alone(slots: Collection[Slot]) -> None:
    """Raise TryAgain when a meeting beside these was stored since this request began to read."""
    if slots and _beside(slots, locking=True) - _beside(slots, locking=False):
        throw_try_again()


def _beside(slots: Collection[Slot], *, locking: bool) -> set[str]:
    session = frappe.qb.DocType("Training Session")
    days = session.session_date.isin(sorted({slot.day for slot in slots}))
    found: set[str] = set()
    for field in ("trainer", "unit"):
        same = session[field].isin(sorted({getattr(slot, field) for slot in slots}))
        query = frappe.qb.from_(session).select(session.name).where(same & days)
        found.update((query.for_update() if locking else query).run(pluck=True))
    return found
