"""The account of a woman after an erasure: closed, empty, under a name that says nothing."""

import frappe

from women_incubation.people.rights.scrub import pseudonym_of

EMPTIED = (
    "username",
    "first_name",
    "middle_name",
    "last_name",
    "full_name",
    "mobile_no",
    "phone",
    "birth_date",
    "location",
    "bio",
    "interest",
    "user_image",
    "banner_image",
    "last_ip",
    "last_login",
    "last_active",
    "api_key",
    "reset_password_key",
    "gender",
    "email_signature",
    "restrict_ip",
    "desk_theme",
    "last_known_versions",
)
OF_THE_USER = {
    "Contact": "user",
    "User Permission": "user",
    "OAuth Bearer Token": "user",
    "OAuth Authorization Code": "user",
    "Token Cache": "user",
    "List Filter": "for_user",
    "ToDo": "allocated_to",
    "Notification Log": "for_user",
    "Route History": "user",
    "Activity Log": "user",
    "Access Log": "user",
    "View Log": "viewed_by",
    "Access Code": "user",
    "Quote Piece": "user",
}


def close_account(beneficiary: str, user: str | None) -> None:
    """End its sessions, take its keys, roles and settings, and empty it. Can be done again."""
    if not user or not frappe.db.exists("User", user):
        return
    frappe.sessions.clear_sessions(user=user, force=True, keep_current=False)
    for table, field in (("Sessions", "user"), ("__Auth", "name"), ("__UserSettings", "user")):
        rows = frappe.qb.Table(table if table.startswith("__") else f"tab{table}")
        frappe.qb.from_(rows).delete().where(rows[field] == user).run()
    for doctype, field in OF_THE_USER.items():
        if frappe.db.exists("DocType", doctype) and frappe.get_meta(doctype).has_field(field):
            delete_where(doctype, field, user)
    for child in ("Has Role", "Block Module", "User Email", "User Social Login", "DefaultValue"):
        frappe.db.delete(child, {"parent": user})
    frappe.db.delete("Notification Settings", {"name": user})
    there = set(frappe.db.get_table_columns("User"))
    values = dict.fromkeys([field for field in EMPTIED if field in there])
    word = pseudonym_of(beneficiary)
    frappe.db.set_value("User", user, values | {"enabled": 0, "first_name": word, "full_name": word})
    frappe.clear_cache(user=user)


def delete_where(doctype: str, field: str, user: str) -> None:
    """Delete the user's rows, and the rows of their tables."""
    names = frappe.get_all(doctype, filters={field: user}, pluck="name")
    for table in frappe.get_meta(doctype).get_table_fields():
        frappe.db.delete(table.options, {"parenttype": doctype, "parent": ["in", names or [""]]})
    frappe.db.delete(doctype, {field: user})
