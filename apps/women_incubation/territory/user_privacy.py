"""What Frappe lets every member of staff read of every user: addresses, numbers, where they logged in from.

Who may choose a user in a link may list all of the user's fields. These are raised a level, which only the
system manager reads.
"""

import frappe

PRIVATE = (
    "bio",
    "birth_date",
    "email_signature",
    "gender",
    "interest",
    "last_active",
    "last_ip",
    "last_known_versions",
    "last_login",
    "location",
    "login_after",
    "login_before",
    "mobile_no",
    "phone",
    "redirect_url",
)
LEVEL = 1


def raise_levels() -> None:
    """Set the level of each field, unless it is set. After each installation and migration."""
    meta = frappe.get_meta("User")
    for field in PRIVATE:
        if meta.has_field(field) and not meta.get_field(field).permlevel:
            values = {"doctype": "User", "fieldname": field, "property": "permlevel", "value": LEVEL}
            frappe.make_property_setter(values | {"property_type": "Int"}, is_system_generated=True)
