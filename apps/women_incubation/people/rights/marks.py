"""By which texts a woman is recognised wherever she is mentioned: names, numbers, addresses, as one pattern.

A text that another person bears as well (two sisters on one phone, two women of one name) marks nobody: what
stands elsewhere under it may be the other's. It is named in the dry run instead.
"""

import html
import json
import re
from typing import NamedTuple

import frappe

from women_incubation.people.rights.reach import PERSON, Reach

NUMBERS = ("cnie", "rnp", "phone", "rib", "mobile_no", "payee_rib")
ADDRESSES = ("email", "user")
SHORTEST = 6  # signs; anything shorter stands in other words too
LETTER = "A-Za-z0-9À-ÿء-ي"  # what a name must not touch, lest half of another name is taken


class Marks(NamedTuple):
    """Patterns (regular expressions that Python and MariaDB read alike) and what was left out as shared."""

    numbers_and_names: str
    addresses: str
    single_names: str
    shared: list[str]


def marks_of(beneficiary: str, reach: Reach) -> Marks:
    """What she is recognised by, as it is stored now."""
    woman = frappe.db.get_value(PERSON, beneficiary, "*", as_dict=True)
    shared: list[str] = []
    own = [text for text in full_names(woman) if is_hers_alone(text, "names", beneficiary, shared)]
    names = [pattern for text in own for pattern in name_patterns(text)]
    numbers = []
    for kind, text in sorted(values_in(reach, NUMBERS)):
        if is_hers_alone(text, kind, beneficiary, shared):
            numbers.append(number_pattern(kind, text))
    addresses = [
        address_pattern(text)
        for kind, text in sorted(values_in(reach, ADDRESSES))
        if is_hers_alone(text, kind, beneficiary, shared)
    ]
    singles = [woman.get(f) for f in ("first_name", "last_name", "first_name_ar", "last_name_ar")]
    single = [json.dumps(text, ensure_ascii=ascii) for text in singles if text for ascii in (False, True)]
    return Marks(
        any_of(numbers + names),
        any_of(addresses),
        any_of([re.escape(text) for text in single]),
        shared,
    )


def full_names(woman: dict) -> list[str]:
    """Both orders in both scripts."""
    pairs = ((woman.first_name, woman.last_name), (woman.first_name_ar, woman.last_name_ar))
    both = [f"{a} {b}" for first, last in pairs if first and last for a, b in ((first, last), (last, first))]
    return [name for name in dict.fromkeys(both) if len(name) >= SHORTEST]


def values_in(reach: Reach, fields: tuple[str, ...]) -> set[tuple[str, str]]:
    """(field, value) of every such field on a document of hers."""
    found: set[tuple[str, str]] = set()
    for doctype, names in reach.items():
        for field in frappe.get_meta(doctype).fields:
            is_person_link = field.fieldtype == "Link" and field.fieldname == "user" and doctype == PERSON
            if field.fieldname in fields and (field.fieldtype in ("Data", "Phone") or is_person_link):
                where = {"name": ["in", sorted(names)], field.fieldname: ["is", "set"]}
                values = frappe.get_all(doctype, filters=where, pluck=field.fieldname, distinct=True)
                found |= {(field.fieldname, value) for value in values if len(value) >= SHORTEST}
    return found


def is_hers_alone(text: str, kind: str, beneficiary: str, shared: list[str]) -> bool:
    """Whether no other woman's file bears the text; one that is shared is noted down by its kind."""
    fields = ("full_name", "full_name_ar") if kind == "names" else (kind,)
    for field in fields:
        if not frappe.get_meta(PERSON).has_field(field):
            continue
        if frappe.db.exists(PERSON, {field: text, "name": ["!=", beneficiary]}):
            shared.append(kind)
            return False
    return True


def name_patterns(name: str) -> list[str]:
    """The name as people write it, as HTML and as JSON write it."""
    forms = dict.fromkeys((name, html.escape(name), json.dumps(name)[1:-1]))
    bounded = rf"(?<![{LETTER}])%s(?![{LETTER}])"
    return [bounded % r"\s+".join(re.escape(part) for part in form.split(" ")) for form in forms]


def number_pattern(kind: str, text: str) -> str:
    """The number with or without blanks, dots and dashes; a phone with or without the country's code."""
    compact = re.sub(r"[^0-9A-Za-z]", "", text)
    start = ""
    if kind in ("phone", "mobile_no") and compact.startswith("212"):
        start, compact = r"(?:(?:\+|00)?212|0)[ .\-]*", compact[3:]
    return rf"(?<![0-9A-Za-z]){start}" + r"[ .\-]*".join(compact) + r"(?![0-9A-Za-z])"


def address_pattern(text: str) -> str:
    """An address, whole."""
    return rf"(?<![A-Za-z0-9._+\-]){re.escape(text)}(?![A-Za-z0-9\-])"


def any_of(patterns: list[str]) -> str:
    """One pattern, longest first, without regard to case; one that meets nothing when there is none."""
    ordered = sorted(set(patterns), key=len, reverse=True)
    return "(?i)(?:" + "|".join(ordered) + ")" if ordered else r"(?!)"
