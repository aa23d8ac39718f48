"""Women who may be the same, as the acting user may see them: their files' heads, or only a note."""

from typing import Any

import frappe

from women_incubation.people import identifiers
from women_incubation.people.duplicates.finding import Candidate, find, with_places
from women_incubation.people.duplicates.person import FIELDS, Person, person_of
from women_incubation.people.duplicates.rule import hidden_note, may_see
from women_incubation.territory.days import as_day

MOST_SHOWN = 10
SHOWN = ("full_name", "full_name_ar", "birth_date", "unit", "cnie", "phone", "registered_on", "stage")


def similar(typed: dict[str, Any]) -> list[dict]:
    """The candidates for what is typed so far; nothing that is typed wrong yet is refused here."""
    person = read_person(typed)
    return [view(candidate) for candidate in find(person)[:MOST_SHOWN]] if person else []


def read_person(typed: dict[str, Any]) -> Person | None:
    """The typed values, those that can be read. None when there is nothing to look for."""
    values = {field: str(typed.get(field) or "")[:140].strip() or None for field in (*FIELDS, "name")}
    for field, read in (
        ("birth_date", as_day),
        ("phone", identifiers.normalise_phone),
        ("rnp", identifiers.check_rnp),
        ("cnie", identifiers.normalise_cnie),
    ):
        values[field] = _readable(read, values[field])
    person = person_of(values)
    named = (person.first_name or person.first_name_ar) and (person.last_name or person.last_name_ar)
    enough = person.cnie or person.rnp or (named and person.birth_date)
    return with_places([person])[0] if enough else None


def view(candidate: Candidate) -> dict:
    """One candidate: her file's head, or a note in its place."""
    doc = frappe.get_doc("Beneficiary", candidate.beneficiary)
    if not may_see(doc):
        return {"woman": None, "hidden": True, "score": None, "exact": [], "note": hidden_note()}
    unit = frappe.db.get_value("Territorial Unit", doc.unit, ["name_fr", "name_ar"], as_dict=True) or {}
    return {
        "woman": doc.name,
        "hidden": False,
        "score": candidate.score,
        "exact": list(candidate.exact),
        **{field: doc.get(field) for field in SHOWN},
        "unit_name_fr": unit.get("name_fr"),
        "unit_name_ar": unit.get("name_ar"),
        "note": None,
    }


def _readable(read: Any, text: str | None) -> Any:
    try:
        return read(text) if text else None
    except frappe.ValidationError:
        frappe.clear_last_message()
        return None
