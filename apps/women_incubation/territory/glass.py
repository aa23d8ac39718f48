"""Break-glass: one document outside somebody's territory, opened for hours, for a reason that is told.

It opens *forms*, never lists: so each opening is known and leaves an audit entry. It opens reading only,
and no document that it opened can be written in the same request, whatever code writes it.

    what it opens    the document it names, and what is linked to that document directly, unless that is a
                     framework which many places share (a call, a convention, a budget line)
    who              whoever reads such documents in their own territory
    how long         until `expires_at`, compared when it is used: no job has to close it
    what stays shut  what somebody must not know yet (hook `incubation_blinding`), audit entries, accesses
"""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now

from women_incubation.audit.entries import record
from women_incubation.territory.errors import GlassIsForReading

ACCESS = "Break Glass Access"
NEVER_OPENED = frozenset({"Audit Entry", ACCESS, "Territorial Assignment"})


def opens(doctype: str, name: str, user: str) -> bool:
    """Whether an access that is open now lets the user read this stored document; each use is recorded."""
    if doctype in NEVER_OPENED:
        return False
    for access in open_accesses(user):
        if reaches(access, doctype, name):
            note_use(access, doctype, name)
            return True
    return False


def open_accesses(user: str) -> list[frappe._dict]:
    """The user's accesses that are neither closed nor past their time."""
    return frappe.get_all(
        ACCESS,
        filters={"user": user, "expires_at": [">", now()], "closed_at": ["is", "not set"]},
        fields=["name", "unit", "reference_doctype", "reference_name"],
    )


def reaches(access: dict, doctype: str, name: str) -> bool:
    """Whether the document is the one that the access names, or is linked to it."""
    if (access.reference_doctype, access.reference_name) == (doctype, name):
        return True
    if access.reference_doctype in frappe.get_hooks("incubation_seen_from_below"):
        return False  # a call or a budget line stands over hundreds of projects: it opens itself
    links = [field.fieldname for field in links_to(access.reference_doctype, doctype)]
    if not links:
        return False
    stored = frappe.db.get_value(doctype, name, links, as_dict=True) or {}
    return access.reference_name in stored.values()


def links_to(target: str, doctype: str) -> Iterator[Document]:
    """The fields of a document that link to another one."""
    return (field for field in frappe.get_meta(doctype).get_link_fields() if field.options == target)


def note_use(access: dict, doctype: str, name: str) -> None:
    """One audit entry for each document that a request opens; a GET keeps it too."""
    used = frappe.local.flags.setdefault("glass_used", set())
    if (doctype, name) in used:
        return
    used.add((doctype, name))
    entry_of = frappe._dict(doctype=ACCESS, name=access.name, unit=access.unit)
    record("break_glass_used", entry_of, document=f"{doctype}/{name}")
    frappe.local.flags.commit = True


def refuse_write(doctype: str | None, name: str | None) -> None:
    """Raise GlassIsForReading when this request opened the document by break-glass."""
    if (doctype, name) in (frappe.local.flags.get("glass_used") or ()):
        frappe.throw(_("This document was opened to be read. Nothing is written in it."), GlassIsForReading)
