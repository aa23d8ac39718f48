"""How likely two records are one woman: 0 to 100, from names, birth date, place and identifiers.

Pure functions. The weights were set on generated pairs (`make bench`, duplicates), where precision and recall
are printed; they are no law.
"""

import re
from datetime import date

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from women_incubation.people.duplicates.person import Person
from women_incubation.people.duplicates.spelling import folded, skeleton, words

SAME = 80  # from here on a person must look at the two
NAME, BORN, PLACE = 60, 30, 10  # parts of the score
LEAST_NAME = 0.7  # a first or last name less alike than this is another name, whatever else agrees
OTHER_IDENTIFIER = 20  # taken off when both have a number and the numbers are not alike
ALIKE_IDENTIFIER = ALIKE_PHONE = 5


def score(one: Person, other: Person) -> int:
    """0 to 100; 100 when an official identifier is the same, 0 when the names are not."""
    if any(value and value == getattr(other, field) for field, value in identifiers(one)):
        return 100
    name = name_likeness(one, other)
    if not name:
        return 0
    points = NAME * name + BORN * date_likeness(one.birth_date, other.birth_date) + PLACE * _place(one, other)
    points += sum(_identifier(value, getattr(other, field)) for field, value in identifiers(one))
    points += ALIKE_PHONE if one.phone and one.phone == other.phone else 0
    return max(0, min(99, round(points)))


def identifiers(one: Person) -> tuple[tuple[str, str | None], ...]:
    """The official numbers that belong to one woman only."""
    return ("cnie", one.cnie), ("rnp", one.rnp)


def name_likeness(one: Person, other: Person) -> float:
    """0 to 1 for the whole name; first and last name may have changed places, or be cut elsewhere."""
    straight = _both(
        _part(one.first_name, one.first_name_ar, other.first_name, other.first_name_ar),
        _part(one.last_name, one.last_name_ar, other.last_name, other.last_name_ar),
    )
    if straight > 0.9:
        return straight
    crossed = _both(
        _part(one.first_name, one.first_name_ar, other.last_name, other.last_name_ar),
        _part(one.last_name, one.last_name_ar, other.first_name, other.first_name_ar),
    )
    return max(straight, 0.95 * crossed, 0.95 * _cut_elsewhere(one, other))


def date_likeness(one: date | None, other: date | None) -> float:
    """1 for the same day; less for a slip of the pen, or for a day that stands for a year."""
    if not one or not other:
        return 0.5
    if one == other:
        return 0.85 if (one.month, one.day) == (1, 1) else 1.0  # 1 January often means: day unknown
    if one.year == other.year and (one.month, one.day) == (other.day, other.month):
        return 0.85
    if OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}") == 1:
        return 0.8
    if abs(one.year - other.year) == 1 and (one.month, one.day) == (other.month, other.day):
        return 0.8
    unknown_day = (1, 1) in ((one.month, one.day), (other.month, other.day))
    return 0.7 if one.year == other.year and unknown_day else 0.0


def _both(first: float, last: float) -> float:
    return (first + last) / 2 if min(first, last) >= LEAST_NAME else 0.0


def _part(latin: str | None, arabic: str | None, other_latin: str | None, other_arabic: str | None) -> float:
    """How alike one part of the name is, in the scripts that both records have."""
    found = []
    if _numbers(latin or arabic) != _numbers(other_latin or other_arabic):
        return 0.0
    if latin and other_latin:
        sounds = fuzz.ratio(skeleton(latin), skeleton(other_latin))
        found.append((fuzz.ratio(folded(latin), folded(other_latin)) + sounds) / 200)
    if arabic and other_arabic:
        found.append(fuzz.ratio(folded(arabic), folded(other_arabic)) / 100)
    if found:
        return 0.6 * max(found) + 0.4 * min(found)
    mine, theirs = latin or arabic, other_latin or other_arabic
    return 0.9 * fuzz.ratio(skeleton(mine), skeleton(theirs)) / 100 if mine and theirs else 0.0


def _cut_elsewhere(one: Person, other: Person) -> float:
    """1 when the words of the whole name are the same: Fatima | Zahra Alami and Fatima Zahra | Alami."""
    for first, last in (("first_name", "last_name"), ("first_name_ar", "last_name_ar")):
        mine = sorted(words(getattr(one, first)) + words(getattr(one, last)))
        theirs = sorted(words(getattr(other, first)) + words(getattr(other, last)))
        if mine and mine == theirs:
            return 1.0
    return 0.0


def _numbers(name: str | None) -> list[str]:
    """The numerals in a name: Group 2 is not Group 12, however alike the letters are."""
    return re.findall(r"\d+", name or "")


def _place(one: Person, other: Person) -> float:
    if not one.unit or not other.unit:
        return 0.5
    if one.unit == other.unit:
        return 1.0
    near = {one.unit, one.above} & {other.unit, other.above} - {None}
    return 0.7 if near else 0.0


def _identifier(mine: str | None, theirs: str | None) -> int:
    if not mine or not theirs:
        return 0
    return ALIKE_IDENTIFIER if OSA.distance(mine, theirs) == 1 else -OTHER_IDENTIFIER
