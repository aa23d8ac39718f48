"""The steps of a payment: who did what, and that no person does two different things.

A step is a row that only this module writes. Whoever creates or changes a payment before it is requested
leaves a row too ("Prepare"): preparing and requesting are one duty, and nobody approves what they prepared.
Which duties exclude each other is said in `separation.py`.
Rows are never removed, so the rule holds over every round of returning and requesting again. It is about
persons, not roles: a user with all roles meets it, and so does Administrator.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime, today

from women_incubation.disbursement import separation, signed_content, standing_in
from women_incubation.disbursement.errors import NotInPerson, NotTheRequester, ReasonMissing, SamePersonTwice


def acting_persons(doc: Document, step: str) -> set[str]:
    """The user, and the colleague in whose place they would take this step."""
    user = frappe.session.user
    return {user, standing_in.person_away(user, step, doc.unit)} - {None}


def require_another_person(doc: Document, step: str) -> None:
    """Raise SamePersonTwice if the user, or whom they stand in for, did a step that excludes this one."""
    pairs = separation.incompatible_pairs()
    deeds = separation.deeds_of(doc.steps)
    deeds |= separation.project_deeds([doc.project], pairs)[doc.project]
    barred = separation.conflict(deeds, acting_persons(doc, step), step, pairs)
    if barred:
        frappe.throw(barred_text(barred, step), SamePersonTwice, title=_("Another Person Is Needed"))


def barred_text(barred: separation.Deed, step: str) -> str:
    """Why the user cannot take the step."""
    person, done = barred
    if person == frappe.session.user:
        sentence = _("You already did the step '{0}' on this payment. Another person must do the step '{1}'.")
        return sentence.format(_(done), _(step))
    sentence = _(
        "{2}, in whose place you act, already did the step '{0}' on this payment. "
        "Another person must do the step '{1}'."
    )
    return sentence.format(_(done), _(step), person)


def require_in_person(doc: Document) -> None:
    """Raise NotInPerson in a session that an administrator opened in another user's name."""
    session = frappe.session.get("data") or {}
    if session.get("impersonated_by"):
        frappe.throw(_("A step of a payment is taken in person, not in another user's name."), NotInPerson)


def require_reason(doc: Document) -> None:
    """Raise ReasonMissing unless the step says why."""
    if not (doc.step_reason or "").strip():
        frappe.throw(_("Write the reason first."), ReasonMissing)


def require_original_requester(doc: Document) -> None:
    """Raise NotTheRequester when somebody else requested this payment before."""
    first = first_request(doc)
    if first and not {first.actor, first.delegated_by} & acting_persons(doc, "Request"):
        frappe.throw(
            _("Only {0}, who requested this payment, can change it.").format(first.actor), NotTheRequester
        )


def first_request(doc: Document) -> Document | None:
    """The step by which the payment was first requested; None before it."""
    return next((row for row in doc.steps if row.step == "Request"), None)


def requested_digest(doc: Document) -> str | None:
    """The digest of what the last request signed."""
    return next((row.digest for row in reversed(doc.steps) if row.step == "Request"), None)


def note_preparer(doc: Document, changed: set[str]) -> None:
    """Leave a "Prepare" row for a person who creates the payment or changes what it asks."""
    user = frappe.session.user
    is_known = any(row.actor == user and row.step in ("Prepare", "Request") for row in doc.steps)
    if not is_known and (doc.is_new() or changed & signed_content.FIELDS):
        require_another_person(doc, "Prepare")
        _append(doc, "Prepare", digest=None, reason=None)


def add_step(doc: Document, step: str) -> None:
    """Append the step that the user takes now, with the digest of what they saw."""
    reason = doc.step_reason if step in ("Return", "Reject", "Bounce") else None
    _append(doc, step, digest=signed_content.digest_of(doc), reason=reason)


def _append(doc: Document, step: str, digest: str | None, reason: str | None) -> None:
    user = frappe.session.user
    doc.append(
        "steps",
        {
            "step": step,
            "actor": user,
            "substitute_for": substituted_person(user, doc.unit),
            "delegated_by": standing_in.person_away(user, step, doc.unit),
            "substitution": standing_in.named_substitution(user, step, doc.unit),
            "happened_at": now_datetime(),
            "digest": digest,
            "reason": reason,
        },
    )


def substituted_person(user: str, unit: str) -> str | None:
    """The person in whose place the user acts in this unit today; None when they act there themselves.

    A small province that lacks people names a substitute: a Territorial Assignment there with
    `substitute_for`. The substitute is a person like any other and the separation counts them as such.
    """
    assignment = frappe.qb.DocType("Territorial Assignment")
    above = frappe.qb.DocType("Territorial Unit")
    place = frappe.db.get_value("Territorial Unit", unit, ["lft", "rgt"]) if unit else None
    if not place:
        return None
    valid = (assignment.valid_from <= today()) & (
        assignment.valid_to.isnull() | (assignment.valid_to >= today())
    )
    rows = (
        frappe.qb.from_(assignment)
        .join(above)
        .on(above.name == assignment.unit)
        .select(assignment.substitute_for)
        .where((assignment.user == user) & valid & (above.lft <= place[0]) & (above.rgt >= place[1]))
        .orderby(above.lft, order=frappe.qb.desc)
        .run()
    )
    places = [row[0] for row in rows]
    return None if not places or not all(places) else places[0]
