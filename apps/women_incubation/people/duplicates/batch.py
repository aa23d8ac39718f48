"""The rows of one list held against each other by likeness, in memory: they are not in the register yet."""

from typing import NamedTuple

from women_incubation.people.duplicates.keys import keys_of
from women_incubation.people.duplicates.person import Person
from women_incubation.people.duplicates.scoring import SAME, score


class Likeness(NamedTuple):
    """An earlier row that may be of the same woman, and 0 to 100."""

    row: int
    score: int


class Batch:
    """Knows the rows that were added so far. About 700 bytes a woman."""

    def __init__(self) -> None:
        self._people: dict[int, Person] = {}
        self._rows_of: dict[int, tuple[int, ...]] = {}

    def likeness(self, person: Person) -> Likeness | None:
        """The likeliest earlier row, if one is likely enough."""
        rows = {row for key in _short(person) for row in self._rows_of.get(key, ())}
        found = [Likeness(row, score(person, self._people[row])) for row in sorted(rows)]
        best = max(found, key=lambda each: each.score, default=None)
        return best if best and best.score >= SAME else None

    def add(self, row: int, person: Person) -> None:
        """Hold later rows against this one too."""
        self._people[row] = person
        for key in _short(person):
            self._rows_of[key] = (*self._rows_of.get(key, ()), row)


def _short(person: Person) -> list[int]:
    """The keys as numbers: they take a third of the room."""
    return [int(key, 16) for key in keys_of(person)]
