"""Rows of Frappe's own that point at ours: whoever may not read what lies behind does not see them either.

A File names the document that it hangs on, a Workflow Action the document that waits. Frappe asks about them
one by one, but lists them to everybody who reads the type.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.territory import glass
from women_incubation.territory.access import SCOPE_HOOK, is_scoped, scope_condition
from women_incubation.territory.desk_doors import may_read
from women_incubation.territory.errors import HangingRefused

REFERENCES = (
    ("reference_doctype", "reference_name"),
    ("reference_type", "reference_name"),
    ("attached_to_doctype", "attached_to_name"),
)


def files_condition(user: str | None = None, doctype: str | None = None) -> str:
    """The files a user may list: her own, public ones, those of rows she may read. A query condition."""
    user = user or frappe.session.user
    behind = rows_behind("File", "attached_to_doctype", "attached_to_name", user)
    if behind is None:
        return ""
    parts = [f"`tabFile`.`owner` = {frappe.db.escape(user)}", "`tabFile`.`is_private` = 0", *behind]
    return "(" + " or ".join(parts) + ")"


def workflow_actions_condition(user: str | None = None, doctype: str | None = None) -> str:
    """The waiting actions of rows that the user may read. A query condition, beside Frappe's own."""
    user = user or frappe.session.user
    behind = rows_behind("Workflow Action", "reference_doctype", "reference_name", user)
    if behind is None:
        return ""
    return "(" + (" or ".join(behind) or "1=0") + ")"


def may_see_workflow_action(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
    """Whether the user may read the row that waits. Hook `has_permission`."""
    user = user or frappe.session.user
    return user == "Administrator" or may_read(doc.reference_doctype, doc.reference_name, user)


def rows_behind(table: str, type_field: str, name_field: str, user: str) -> list[str] | None:
    """SQL conditions, one for each scoped document that the user reads; None for who sees everything."""
    if user == "Administrator" or "System Manager" in frappe.get_roles(user):
        return None
    return [
        f"(`tab{table}`.`{type_field}` = '{doctype}' and `tab{table}`.`{name_field}` in "
        f"(select `tab{doctype}`.`name` from `tab{doctype}` where {scope_condition(user, doctype) or '1=1'}))"
        for doctype in scoped_documents()
        if frappe.has_permission(doctype, "read", user=user)
    ]


def scoped_documents() -> list[str]:
    """The documents whose rows belong to a territory."""
    hooked = frappe.get_hooks("permission_query_conditions", {})
    return sorted(doctype for doctype, paths in hooked.items() if SCOPE_HOOK in paths)


def refuse_hanging(doc: Document, method: str | None = None) -> None:
    """doc_events of comments, files, tasks and messages, before_insert.

    Frappe lets anybody who may make such a row hang it on any document. Ours take them from whoever may
    read them, and not from somebody who reads them by break-glass.
    """
    for type_field, name_field in REFERENCES:
        doctype, name = doc.get(type_field), str(doc.get(name_field) or "")
        if not name or not is_scoped(doctype or "") or not frappe.db.exists(doctype, name):
            continue
        if not doc.flags.ignore_permissions and not may_read(doctype, name):
            frappe.throw(_("You cannot add this to a document that you do not see."), HangingRefused)
        glass.refuse_write(doctype, name)
