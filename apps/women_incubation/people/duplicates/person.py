"""What is compared of a woman, wherever it comes from: her file, a form being typed, a row of an import."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

FIELDS = (
    "first_name",
    "last_name",
    "first_name_ar",
    "last_name_ar",
    "birth_date",
    "unit",
    "cnie",
    "rnp",
    "phone",
)


class Person(NamedTuple):
    """Normalised values; None for what is not known. `above` is the unit over hers."""

    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    first_name_ar: str | None = None
    last_name_ar: str | None = None
    birth_date: date | None = None
    unit: str | None = None
    above: str | None = None
    cnie: str | None = None
    rnp: str | None = None
    phone: str | None = None


def person_of(values: Mapping[str, Any], above: str | None = None) -> Person:
    """A person from stored or checked values: dates as dates or ISO texts, identifiers in their one form."""
    known = {field: values.get(field) or None for field in FIELDS}
    born = known["birth_date"]
    if isinstance(born, datetime):
        known["birth_date"] = born.date()
    elif isinstance(born, str):
        known["birth_date"] = date.fromisoformat(born)
    return Person(name=values.get("name") or None, above=above or values.get("above"), **known)
