"""Whoever may only *choose* documents of a kind lists none of their fields (hook `auth_hooks`).

Frappe's second REST lists and counts every field, whatever its level, for the right to choose in a link: so
any member of staff would read the API keys, addresses and phones of all users there.
"""

import re

import frappe
from frappe import _
from frappe.permissions import get_role_permissions

from women_incubation.territory.user_privacy import PRIVATE

LISTS = ("document", "doctype")
ASKS = ("filters", "or_filters", "current_filters", "order_by", "group_by", "having", "field", "searchfield")
PRIVATE_FIELD = re.compile(r"\b(" + "|".join((*PRIVATE, "api_key", "reset_password_key")) + r")\b")


def refuse_lists() -> None:
    """Raise PermissionError for a list or count by REST v2 of what one may not read, and for one of users
    by any door that is filtered or ordered by a private field: whoever may filter can guess.

    Runs once the user of the request is known.
    """
    refuse_guessing()
    parts = frappe.request.path.strip("/").split("/")
    if frappe.request.method != "GET" or len(parts) < 4 or parts[:2] != ["api", "v2"]:
        return
    doctype = parts[3]
    if parts[2] not in LISTS or not frappe.db.exists("DocType", doctype):
        return
    rights = get_role_permissions(
        frappe.get_meta(doctype)
    )  # not has_permission: one row that is shared counts
    if rights.get("select") and not rights.get("read"):
        frappe.throw(_("You may not list documents of this kind."), frappe.PermissionError)


def refuse_guessing() -> None:
    """Raise PermissionError when users are filtered by what only the system manager reads."""
    sent = frappe.local.form_dict
    asked = " ".join(str(sent.get(part) or "") for part in ASKS)
    about_users = sent.get("doctype") == "User" or "/User" in frappe.request.path or "tabUser`" in asked
    if about_users and PRIVATE_FIELD.search(asked) and "System Manager" not in frappe.get_roles():
        frappe.throw(_("You may not list documents of this kind."), frappe.PermissionError)
