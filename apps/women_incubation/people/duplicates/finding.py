"""Finds who may be registered already: by official number, and by keys; then scores the few that come up.

Neither looks at the whole register: numbers and keys are indexed.
"""

from collections.abc import Iterable
from typing import NamedTuple

import frappe
from frappe.query_builder import Order
from frappe.query_builder.functions import Count

from women_incubation.audit.bulk_rows import rows_with
from women_incubation.people.duplicates.keys import TABLE, keys_of
from women_incubation.people.duplicates.person import FIELDS, Person, person_of
from women_incubation.people.duplicates.scoring import SAME, identifiers, score

Number = tuple[str, str]  # which identifier, and its value
MOST_COMPARED = 200  # women compared in full with one person; those who share most keys first


class Candidate(NamedTuple):
    """Somebody who may be the same woman: her file, 0 to 100, and the official numbers they share."""

    beneficiary: str
    score: int
    exact: tuple[str, ...]


def find(person: Person, least: int = SAME) -> list[Candidate]:
    """Everybody registered who may be this person, herself left out, the likeliest first."""
    met = {*numbers_held([person]).values(), *_by_keys(keys_of(person))} - {person.name}
    return _scored(person, load(met).values(), least)


def find_many(rows: list[dict], least: int = SAME) -> list[list[Candidate]]:
    """The same for many rows in a few queries. The rows are not compared with each other."""
    people = with_places([person_of(row) for row in rows])
    return find_among(people, numbers_held(people), least)


def find_among(people: list[Person], held: dict[Number, str], least: int = SAME) -> list[list[Candidate]]:
    """The same for persons with places, when it is known who holds their numbers (`numbers_held`)."""
    keys = [keys_of(person) for person in people]
    holders = _holders(frozenset().union(*keys))
    met = [
        {name for key in own for name in holders.get(key, ())}
        | {held[number] for number in identifiers(person) if number in held}
        for person, own in zip(people, keys, strict=True)
    ]
    known = load(set().union(*met))
    return [
        _scored(person, (known[name] for name in names if name in known), least)
        for person, names in zip(people, met, strict=True)
    ]


def numbers_held(people: list[Person]) -> dict[Number, str]:
    """Who holds the official numbers of these persons already; women whose file was merged too."""
    held = {}
    for field, _value in identifiers(Person()):
        numbers = [getattr(person, field) for person in people if getattr(person, field)]
        rows = rows_with("Beneficiary", field, numbers, (field, "name"))
        held |= {(field, number): name for number, name in rows}
    return held


def load(names: Iterable[str]) -> dict[str, Person]:
    """Persons of the register by name; women whose file was merged into another are not among them."""
    names = list(names)
    if not names:
        return {}
    woman, unit = frappe.qb.DocType("Beneficiary"), frappe.qb.DocType("Territorial Unit")
    rows = (
        frappe.qb.from_(woman)
        .left_join(unit)
        .on(unit.name == woman.unit)
        .select(woman.name, unit.parent_territorial_unit.as_("above"), *[woman[field] for field in FIELDS])
        .where(woman.name.isin(names) & woman.merged_into.isnull())
    ).run(as_dict=True)
    return {row.name: person_of(row) for row in rows}


def with_places(people: list[Person]) -> list[Person]:
    """The persons with the unit over theirs filled in."""
    units = list({person.unit for person in people if person.unit})
    fields = ["name", "parent_territorial_unit"]
    above = (
        dict(frappe.get_all("Territorial Unit", {"name": ["in", units]}, fields, as_list=True))
        if units
        else {}
    )
    return [person._replace(above=above.get(person.unit)) for person in people]


def _by_keys(keys: frozenset[str]) -> list[str]:
    if not keys:
        return []
    table = frappe.qb.DocType(TABLE)
    shared = Count("*")
    return (
        frappe.qb.from_(table)
        .select(table.beneficiary)
        .where(table.key_digest.isin(sorted(keys)))
        .groupby(table.beneficiary)
        .orderby(shared, order=Order.desc)
        .limit(MOST_COMPARED)
    ).run(pluck=True)


def _holders(keys: frozenset[str]) -> dict[str, list[str]]:
    holders: dict[str, list[str]] = {}
    for key, beneficiary in rows_with(TABLE, "key_digest", keys, ("key_digest", "beneficiary")):
        holders.setdefault(key, []).append(beneficiary)
    return holders


def _scored(person: Person, others: Iterable[Person], least: int) -> list[Candidate]:
    found = []
    for other in others:
        points = score(person, other)
        if points >= least and other.name != person.name:
            exact = [
                field for field, value in identifiers(person) if value and value == getattr(other, field)
            ]
            found.append(Candidate(other.name, points, tuple(exact)))
    return sorted(found, key=lambda candidate: (-candidate.score, candidate.beneficiary))
