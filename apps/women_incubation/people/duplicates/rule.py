"""The rule at every door: nobody is registered twice without a person who answers for it.

It runs inside the save of a file, so Desk, REST and our own doors meet it. What it finds is either refused,
or, with a reason by a role that may, kept in a Duplicate Review.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from women_incubation.people.duplicates import keys
from women_incubation.people.duplicates.at_once import start_over_if_not_alone
from women_incubation.people.duplicates.deciding import may_decide
from women_incubation.people.duplicates.finding import Candidate, find, with_places
from women_incubation.people.duplicates.person import FIELDS, Person, person_of
from women_incubation.people.errors import PossibleDuplicate
from women_incubation.territory.access import has_permission
from women_incubation.territory.days import as_day

COMPARED = set(FIELDS) - {"phone", "unit", "birth_date"}
MOST_NAMED = 5


def person_of_doc(doc: Document) -> Person:
    """The person of a file as it is being saved."""
    values = {field: doc.get(field) for field in FIELDS} | {
        "name": doc.name,
        "birth_date": doc.birth_date and as_day(doc.birth_date),
    }
    return with_places([person_of(values)])[0]


def check(doc: Document) -> None:
    """Raise PossibleDuplicate, or keep in `doc.flags.similar` who looks the same and is accepted beside her.

    `doc.flags.review_origin` ("Self-registration", "Import"): nobody is there to ask; a review is left open.
    """
    reason, doc.duplicate_reason = (doc.duplicate_reason or "").strip(), None
    doc.flags.similar, doc.flags.similar_reason = [], reason
    if doc.merged_into or not doc.birth_date or not _is_new_to_compare(doc):
        return
    found = [each for each in find(person_of_doc(doc)) if each.beneficiary not in _known_pairs(doc.name)]
    if not found or doc.flags.review_origin:
        doc.flags.similar = found
        return
    if not reason or not may_decide():
        frappe.throw(refusal(found), PossibleDuplicate)
    doc.flags.similar = found


def remember(doc: Document) -> None:
    """After the save: her keys, and a review for each woman accepted beside her.

    Raises TryAgain when somebody who may be the same woman was entered at the same moment.
    """
    if doc.merged_into:
        keys.forget(doc.name)
        return
    if _is_new_to_compare(doc):
        person = person_of_doc(doc)
        keys.write(doc.name, person)
        start_over_if_not_alone(person)
    for candidate in doc.flags.similar or []:
        open_review(doc.name, candidate, doc.flags.review_origin or "Entry", doc.flags.similar_reason)
    doc.flags.similar = []


def open_review(beneficiary: str, candidate: Candidate, origin: str, reason: str = "") -> str:
    """Leave a review of the pair; with a reason it is decided at once: different women. Returns its name."""
    review = frappe.get_doc(
        {
            "doctype": "Duplicate Review",
            "beneficiary": beneficiary,
            "other": candidate.beneficiary,
            "origin": origin,
            "score": candidate.score,
            "same_identifiers": ", ".join(candidate.exact),
            "status": "Different Women" if reason else "Open",
            "reason": reason or None,
        }
    )
    return review.insert(ignore_permissions=True).name  # the rule leaves it, not the user's right to make one


def refusal(found: list[Candidate]) -> str:
    """What the user is told: who it is within their territory, and that there is somebody elsewhere."""
    lines = [_line(candidate) for candidate in found[:MOST_NAMED]]
    head = _("A woman who is registered already looks the same. Look at her file before you go on.")
    tail = _("If she is another woman, a coordinator saves with the reason.")
    return "<br>".join([head, *dict.fromkeys(lines), tail])


def _line(candidate: Candidate) -> str:
    doc = frappe.get_doc("Beneficiary", candidate.beneficiary)
    if not may_see(doc):
        return hidden_note()
    return f"<b>{escape_html(doc.full_name)}</b> {escape_html(doc.full_name_ar)} ({escape_html(doc.unit)})"


def may_see(doc: Document) -> bool:
    """Whether the acting user may know who this woman is."""
    return frappe.has_permission("Beneficiary", "read") and has_permission(doc, "read")


def hidden_note() -> str:
    """All that is said of a woman outside the user's territory."""
    return _("A woman of another province looks the same: ask the regional coordinator.")


def _is_new_to_compare(doc: Document) -> bool:
    before = doc.get_doc_before_save()
    if not before:
        return True
    same_texts = all((doc.get(field) or None) == (before.get(field) or None) for field in COMPARED)
    return not same_texts or as_day(doc.birth_date) != before.birth_date


def _known_pairs(name: str | None) -> set[str]:
    """Those with whom her file was held already, whatever was or will be decided."""
    if not name:
        return set()
    first = frappe.get_all("Duplicate Review", {"beneficiary": name}, pluck="other")
    return {*first, *frappe.get_all("Duplicate Review", {"other": name}, pluck="beneficiary")}
