"""A separation rule is `in_force`; it was called `enabled`, which hides rules from links.

After the model is synchronised the new column stands beside the old one, with every rule in force; which of
them somebody had switched off is in the old one.
"""

import frappe
from frappe.model.utils.rename_field import rename_field

DOCTYPE = "Incompatible Steps"


def execute() -> None:
    """Carry the old values over, once; nothing on a site that never had them."""
    if frappe.db.has_column(DOCTYPE, "enabled"):
        rename_field(DOCTYPE, "enabled", "in_force")
