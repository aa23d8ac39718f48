"""Who may do what is part of the audit trail: roles given and taken, accounts opened and shut."""

import frappe
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.territory.access import WOMAN, home_unit, is_only_a_woman


def note_role_changes(doc: Document, method: str | None = None) -> None:
    """doc_events of User, on_update. A woman's account is recorded with her file, by its reference."""
    before = doc.get_doc_before_save()
    old, new = (roles_of(before) if before else set()), roles_of(doc)
    shut = bool(before) and bool(before.enabled) != bool(doc.enabled)
    if (old == new and not shut) or is_only_a_woman(old | new) or not (old | new) - {WOMAN}:
        return
    account = frappe._dict(doctype="User", name=doc.name, unit=home_unit(doc.name))
    record(
        "roles_changed",
        account,
        given=sorted(new - old),
        taken=sorted(old - new),
        enabled=int(doc.enabled or 0),
    )


def roles_of(doc: Document) -> set[str]:
    """The roles on a user's form."""
    return {row.role for row in doc.roles}
