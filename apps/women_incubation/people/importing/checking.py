"""One row of a list, held against the rules that need no look into the register.

The same rules as at entry (`Beneficiary`), said for one cell each, and without the person's data in the
words: what is kept of a refused row is its number and these sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import getdate, validate_email_address

from women_incubation.people import identifiers
from women_incubation.people.importing.columns import NEEDED, folded
from women_incubation.people.services import age_on

LONGEST_TEXT = 140
LONG_TEXTS = ("project_idea",)
OLDEST = 110
MOST_CHILDREN = 25
DATES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


class Problem(NamedTuple):
    """What is wrong with a cell: the field, and a sentence in the language of whoever imports."""

    field: str
    message: str


@dataclass
class Candidate:
    """A row as it would be stored, and what keeps it from being so."""

    number: int
    values: dict
    problems: list[Problem] = field(default_factory=list)


class Places:
    """The units a row may name, by code and by name in both languages."""

    def __init__(self, unit: str) -> None:
        """Every unit under `unit`, and itself, which is also where a row without a place goes."""
        self.default = unit
        place = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"], as_dict=True)
        self.names: dict[str, set[str]] = {}
        for row in frappe.get_all(
            "Territorial Unit",
            filters={"lft": [">=", place.lft], "rgt": ["<=", place.rgt]},
            fields=["name", "code", "name_fr", "name_ar"],
        ):
            for text in (row.name, row.code, row.name_fr, row.name_ar):
                self.names.setdefault(folded(text or ""), set()).add(row.name)

    def find(self, text: str) -> str:
        """The unit of this code or name. Raises ValueError in words."""
        found = self.names.get(folded(text), set()) if text else {self.default}
        if not found:
            raise ValueError(_("No such place in the territory of this import."))
        if len(found) > 1:
            raise ValueError(_("Several places have this name. Write the code."))
        return next(iter(found))


class Checker:
    """Checks rows for one import; knows the places and the words of the choices once."""

    def __init__(self, unit: str) -> None:
        self.places = Places(unit)
        self.choices = {
            name: _choices(name) for name in ("category", "education_level", "preferred_language")
        }
        self.labels = {name: _(frappe.get_meta("Beneficiary").get_label(name)) for name in NEEDED}
        self.readers: dict[str, Callable[[str], object]] = {
            "birth_date": _birth_date,
            "cnie": identifiers.normalise_cnie,
            "phone": _phone,
            "email": _email,
            "unit": self.places.find,
            "rnp": _rnp,
            "children_count": _children,
            "rsu_score": _score,
            "rsu_threshold": _score,
            "rsu_score_date": read_date,
            "category": lambda text: self._choice("category", text) or "Woman in a Difficult Situation",
            "education_level": lambda text: self._choice("education_level", text),
            "preferred_language": lambda text: self._choice("preferred_language", text) or "ar",
        }

    def check(self, number: int, cells: dict[str, str]) -> Candidate:
        """The row with every value in its one written form, and every problem of it at once."""
        row = Candidate(number, {})
        for name in {**cells, **dict.fromkeys(("unit", "category", "preferred_language"))}:
            text = " ".join((cells.get(name) or "").split())
            try:
                row.values[name] = self._read(name, text)
            except ValueError as error:
                row.problems.append(Problem(name, str(error)))
        row.problems += [
            Problem(name, _("{0} is missing.").format(self.labels[name]))
            for name in NEEDED
            if not (cells.get(name) or "").strip()
        ]
        row.values["full_name"] = _full_name(cells, "first_name", "last_name")
        row.values["full_name_ar"] = _full_name(cells, "first_name_ar", "last_name_ar")
        return row

    def _read(self, name: str, text: str) -> object:
        if len(text) > LONGEST_TEXT and name not in LONG_TEXTS:
            raise ValueError(_("Longer than {0} signs.").format(LONGEST_TEXT))
        if name in self.readers and (text or name in ("unit", "category", "preferred_language")):
            return self.readers[name](text)
        return text or None

    def _choice(self, name: str, text: str) -> str | None:
        if text and folded(text) not in self.choices[name]:
            raise ValueError(_("Not one of the choices of this column."))
        return self.choices[name].get(folded(text)) if text else None


def read_date(text: str) -> date:
    """A day as 1994-05-17 or 17/05/1994. Raises ValueError in words."""
    for form in DATES:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    raise ValueError(_("Not a date. Write it like 1994-05-17 or 17/05/1994."))


def _birth_date(text: str) -> date:
    born = read_date(text)
    if not 0 <= age_on(born, getdate()) <= OLDEST:
        raise ValueError(_("This birth date cannot be right."))
    return born


def _phone(text: str) -> str | None:
    try:
        return identifiers.normalise_phone(text)
    except frappe.ValidationError:
        frappe.clear_last_message()
        raise ValueError(_("Not a Moroccan phone number. Write it like 06 12 34 56 78.")) from None


def _rnp(text: str) -> str | None:
    try:
        return identifiers.check_rnp(text)
    except frappe.ValidationError:
        frappe.clear_last_message()
        raise ValueError(_("The RNP number has 10 digits.")) from None


def _email(text: str) -> str:
    if not validate_email_address(text):
        raise ValueError(_("Not an e-mail address."))
    return text.lower()


def _children(text: str) -> int:
    if not text.isdigit() or int(text) > MOST_CHILDREN:
        raise ValueError(_("Not a number of children."))
    return int(text)


def _score(text: str) -> float:
    try:
        score = float(text.replace(",", "."))
    except ValueError:
        score = -1
    if not 0 <= score <= 1000:
        raise ValueError(_("Not a score."))
    return score


def _choices(name: str) -> dict[str, str]:
    """Every way to write a choice - its own words, French, Arabic - with the choice."""
    options = (frappe.get_meta("Beneficiary").get_field(name).options or "").split("\n")
    return {
        folded(text): option
        for option in options
        if option
        for text in (option, _(option, lang="fr"), _(option, lang="ar"))
    }


def _full_name(cells: dict[str, str], first: str, last: str) -> str:
    return " ".join(f"{cells.get(first) or ''} {cells.get(last) or ''}".split())
