"""Takes checked rows into the register, many at a time, by the rules of entry: nobody is registered twice."""

from collections.abc import Iterable
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.bulk_rows import insert_rows, stamp
from women_incubation.audit.first_entries import record_first
from women_incubation.people.duplicates.batch import Batch
from women_incubation.people.duplicates.finding import Candidate as Alike
from women_incubation.people.duplicates.finding import Number, find_among, numbers_held, with_places
from women_incubation.people.duplicates.keys import write_many
from women_incubation.people.duplicates.person import Person, person_of
from women_incubation.people.importing.checking import Candidate, Problem
from women_incubation.people.importing.columns import FIELDS

UNIQUE = ("cnie", "rnp")
CREATED, INVALID, DUPLICATE, REVIEW = "Created", "Invalid", "Duplicate", "Review"
STORED = (*FIELDS, "full_name", "full_name_ar", "registered_on", "selection_status", "stage")


class Answer(NamedTuple):
    """What became of one row, and why it was not taken in."""

    row: Candidate
    outcome: str
    problems: list[Problem]


class Seen:
    """The file's rows that are taken in so far: later rows are held against them, as against the register."""

    def __init__(self) -> None:
        self.numbers: dict[Number, int] = {}
        self.women = Batch()

    def add(self, row: Candidate, person: Person) -> None:
        """One more woman, by her official numbers and by likeness."""
        self.numbers.update(dict.fromkeys(_identifiers(row), row.number))
        self.women.add(row.number, person)


def judge(rows: list[Candidate], seen: Seen) -> list[Answer]:
    """Say of each row what would become of it, by the rules of entry: exact on numbers, then by likeness."""
    people = with_places([person_of({} if row.problems else row.values) for row in rows])
    taken = numbers_held(people)
    alike = find_among(people, taken)
    return [
        _judged(row, taken, seen, person, found)
        for row, person, found in zip(rows, people, alike, strict=True)
    ]


def remember(rows: list[Candidate], refused: set[int], seen: Seen) -> None:
    """Know the rows that an earlier run took in: all of these but the refused, by their numbers."""
    taken_in = [row for row in rows if row.number not in refused]
    for row, person in zip(taken_in, with_places([person_of(row.values) for row in taken_in]), strict=True):
        seen.add(row, person)


def take_in(answers: Iterable[Answer], owner: str) -> None:
    """Insert the rows that are to be created, with the entry that opens each one's audit chain."""
    written, today, nothing = stamp(owner), getdate(), _nothing()
    women = [
        {
            "name": frappe.generate_hash(length=10),
            **written,
            "docstatus": 0,
            "idx": 0,
            **nothing,
            **{name: value for name, value in answer.row.values.items() if value is not None},
            "registered_on": today,
            "selection_status": "Registered",
            "registration_status": "Confirmed",
            "registration_origin": "Import",
            "stage": "Registered",
        }
        for answer in answers
        if answer.outcome == CREATED
    ]
    insert_rows("Beneficiary", women)
    write_many(women)
    record_first("registered", "Beneficiary", women_references(women))


def _nothing() -> dict[str, int | None]:
    """What a field without a value holds: numbers are never null in the table."""
    meta = frappe.get_meta("Beneficiary")
    return {name: 0 if meta.get_field(name).fieldtype in ("Int", "Float") else None for name in STORED}


def women_references(women: list[dict]) -> list[dict]:
    """What the audit says of each: references only."""
    return [{name: woman[name] for name in ("name", "unit", "category")} for woman in women]


def _judged(
    row: Candidate, taken: dict[Number, str], seen: Seen, person: Person, found: list[Alike]
) -> Answer:
    if row.problems:
        return Answer(row, INVALID, row.problems)
    earlier = seen.women.likeness(person)
    problems = []
    for key in _identifiers(row):
        if key in taken:
            problems.append(Problem(key[0], _("A woman with this number is registered already.")))
        elif key in seen.numbers:
            problems.append(
                Problem(key[0], _("The same number stands in row {0}.").format(seen.numbers[key]))
            )
    if problems:
        return Answer(row, DUPLICATE, problems)
    if found:
        said = _("A woman who is registered already looks the same ({0} of 100).").format(found[0].score)
        return Answer(row, REVIEW, [Problem("last_name", said)])
    if earlier:
        said = _("Row {0} looks like the same woman ({1} of 100).").format(earlier.row, earlier.score)
        return Answer(row, REVIEW, [Problem("last_name", said)])
    seen.add(row, person)
    return Answer(row, CREATED, [])


def _identifiers(row: Candidate) -> list[Number]:
    return [(name, row.values[name]) for name in UNIQUE if row.values.get(name)]
