"""What a registration sends, read into a file's values: all that is missing or wrong is said at once."""

import json
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, NoReturn

import frappe
from frappe import _
from frappe.utils import escape_html, today, validate_email_address

from women_incubation.audit.client_keys import is_storable
from women_incubation.people import identifiers
from women_incubation.people.errors import RegistrationIncomplete
from women_incubation.people.services import age_on
from women_incubation.territory.days import as_day

NEEDED = ("first_name_ar", "last_name_ar", "first_name", "last_name", "birth_date", "unit", "category")
TEXTS = ("first_name_ar", "last_name_ar", "first_name", "last_name", "locality", "unit")
CHOICES = ("category", "education_level", "preferred_language")
LONGEST, LONGEST_IDEA = 140, 1000  # signs
OLDEST, MOST_CHILDREN = 110, 25
PLACES = ("Province", "Prefecture", "Commune")


class Problem(NamedTuple):
    """A field, and what is wrong with it in a sentence."""

    field: str
    message: str


def as_sent(values: object) -> dict:
    """A request's values: the Desk sends them as text. Raises RegistrationIncomplete for anything else."""
    try:
        found = json.loads(values) if isinstance(values, str) else values
    except (ValueError, RecursionError):  # no JSON, or nested without end
        found = None
    if not isinstance(found, dict):
        refuse([Problem("", _("Send the values of the registration."))])
    return found


def read_values(sent: object) -> dict[str, Any]:
    """The values as a file stores them. Raises RegistrationIncomplete with every problem."""
    sent = as_sent(sent)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field, read in _readers().items():
        try:
            values[field] = read(_text(field, sent.get(field)))
        except ValueError as error:
            problems.append(Problem(field, str(error)))
    problems += _missing(values, {problem.field for problem in problems})
    if problems:
        refuse(problems)
    return values


def refuse(problems: list[Problem]) -> NoReturn:
    """Throw them all: sentences for a person, and `fields` in the answer for the form."""
    frappe.response["fields"] = [problem._asdict() for problem in problems]
    frappe.throw("<br>".join(problem.message for problem in problems), RegistrationIncomplete)


def _missing(values: dict, said: set[str]) -> Iterator[Problem]:
    meta = frappe.get_meta("Beneficiary")
    for field in NEEDED:
        if not values.get(field) and field not in said:
            yield Problem(field, _("{0} is missing.").format(_(meta.get_label(field))))


def _text(field: str, value: object) -> str:
    """The sent value as a text without stray blanks. Raises ValueError for lists and the like."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float) or not is_storable(str(value)):
        raise ValueError(_("{0} cannot be read.").format(_(frappe.get_meta("Beneficiary").get_label(field))))
    text = " ".join(str(value).split())
    if len(text) > (LONGEST_IDEA if field == "project_idea" else LONGEST):
        raise ValueError(_("{0} is too long.").format(_(frappe.get_meta("Beneficiary").get_label(field))))
    return text


def _readers() -> dict[str, Callable[[str], Any]]:
    readers: dict[str, Callable[[str], Any]] = {field: lambda text: text or None for field in TEXTS}
    readers |= {field: _choice_of(field) for field in CHOICES}
    return readers | {
        "birth_date": _birth_date,
        "unit": _unit,
        "phone": _raised(identifiers.normalise_phone),
        "rnp": _raised(identifiers.check_rnp),
        "cnie": identifiers.normalise_cnie,
        "email": _email,
        "children_count": _children,
        "project_idea": lambda text: text or None,
    }


def _raised(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """A check that throws a message, as one that raises ValueError with it."""

    def checked(text: str) -> Any:
        try:
            return read(text)
        except frappe.ValidationError as error:
            frappe.clear_last_message()
            raise ValueError(str(error)) from None

    return checked


def _birth_date(text: str) -> Any:
    if not text:
        return None
    born = _raised(as_day)(text)
    if not 0 <= age_on(born, today()) <= OLDEST:
        raise ValueError(_("The birth date {0} cannot be right.").format(escape_html(text)))
    return born


def _unit(text: str) -> str | None:
    kind = frappe.db.get_value("Territorial Unit", text, "kind") if text else None
    if text and kind not in PLACES:
        raise ValueError(_("Choose your commune, or your province, from the list."))
    return text or None


def _email(text: str) -> str | None:
    if text and not validate_email_address(text):
        raise ValueError(_("This is not an e-mail address."))
    return text.lower() or None


def _children(text: str) -> int:
    if text and not (text.isascii() and text.isdigit() and int(text) <= MOST_CHILDREN):
        raise ValueError(_("The number of children is not a number up to {0}.").format(MOST_CHILDREN))
    return int(text or 0)


def _choice_of(field: str) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        docfield = frappe.get_meta("Beneficiary").get_field(field)
        if text and text not in docfield.options.split("\n"):
            raise ValueError(_("{0}: choose one of the list.").format(_(docfield.label)))
        return text or docfield.default or None

    return read
