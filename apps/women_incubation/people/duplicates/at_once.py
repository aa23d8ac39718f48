"""Two who enter one woman at the same moment: neither sees the other's unfinished work.

The plain search for duplicates reads what was committed when the request began. So after an entry wrote its
keys, it reads the rows of these keys once more, locking: that read waits for whoever is entering somebody
with one of the same keys, and sees what was committed since. Who finds somebody new there starts over and
meets her in the plain search. There is no common row: two women without a common key do not wait for each
other.
"""

import frappe

from women_incubation.audit.retry import throw_try_again
from women_incubation.people.duplicates.keys import TABLE, keys_of
from women_incubation.people.duplicates.person import Person


def start_over_if_not_alone(person: Person) -> None:
    """Raise TryAgain when somebody with a key of hers was stored since this request began to read.

    Two who wait for each other here are told apart by the database: one of them starts over too.
    """
    keys = keys_of(person)
    if keys and _holders(keys, locking=True) - _holders(keys, locking=False):
        throw_try_again()


def _holders(keys: frozenset[str], *, locking: bool) -> set[str]:
    table = frappe.qb.DocType(TABLE)
    query = frappe.qb.from_(table).select(table.beneficiary).where(table.key_digest.isin(sorted(keys)))
    return set((query.for_update() if locking else query).run(pluck=True))
