"""The keys of a woman, by which she is found again: stored beside her file, indexed, so nothing is scanned.

Two records of one woman share at least one key, unless several slips come together. A key is a short digest:
the table holds no name.

    whole name + year, whole name + day and month      another spelling, names swapped, one slip in the date
    day of birth + beginning of a name                 any spelling of the other name
    one name + year + initial of the other             a variant and a slip together
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import islice

import frappe

from women_incubation.audit.bulk_rows import insert_rows
from women_incubation.people.duplicates.person import Person, person_of
from women_incubation.people.duplicates.spelling import skeleton

TABLE = "Beneficiary Key"
CHUNK = 5000  # rows of a statement


def keys_of(person: Person) -> frozenset[str]:
    """The keys of a person; none without a birth date and a name."""
    return _keys(
        person.first_name, person.first_name_ar, person.last_name, person.last_name_ar, person.birth_date
    )


@lru_cache(maxsize=2_000)  # a chunk of an import asks three times: the register, the list, the rows to store
def _keys(
    first: str | None, first_ar: str | None, last: str | None, last_ar: str | None, born: date | None
) -> frozenset[str]:
    if not born:
        return frozenset()
    firsts, lasts = {skeleton(first), skeleton(first_ar)}, {skeleton(last), skeleton(last_ar)}
    return frozenset(digest(text) for text in _texts(firsts, lasts, born))


def digest(text: str) -> str:
    """16 letters for a key's text."""
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def write(beneficiary: str, person: Person) -> None:
    """Store her keys as they are now."""
    new = keys_of(person)
    old = set(frappe.get_all(TABLE, {"beneficiary": beneficiary}, pluck="key_digest"))
    if old - new:
        frappe.db.delete(TABLE, {"beneficiary": beneficiary, "key_digest": ["in", sorted(old - new)]})
    _insert((beneficiary, key) for key in sorted(new - old))


def write_many(rows: Iterable[dict]) -> None:
    """Store the keys of women who have none yet, after a bulk insert: rows with `name`, names, birth date."""
    _insert((row["name"], key) for row in rows for key in sorted(keys_of(person_of(row))))


def forget(beneficiary: str) -> None:
    """Her keys go with her file."""
    frappe.db.delete(TABLE, {"beneficiary": beneficiary})


def _texts(firsts: set[str], lasts: set[str], born: date) -> Iterator[str]:
    day, year = born.isoformat(), born.year
    for name in (firsts | lasts) - {""}:
        yield f"D|{day}|{name[:2]}"
    for first in firsts:
        for last in lasts:
            whole = min(first + last, last + first)
            if not whole:
                continue
            yield f"N|{whole}|{year}"
            yield f"N|{whole}|{day[5:7]}{day[8:]}"
            yield f"Y|{last}|{year}|{first[:1]}"
            yield f"Y|{first}|{year}|{last[:1]}"


def _insert(pairs: Iterable[tuple[str, str]]) -> None:
    pairs = iter(pairs)
    while chunk := list(islice(pairs, CHUNK)):
        insert_rows(
            TABLE,
            [
                {"name": f"{beneficiary}-{key}", "beneficiary": beneficiary, "key_digest": key}
                for beneficiary, key in chunk
            ],
        )
