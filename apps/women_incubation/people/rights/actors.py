"""A woman in the audit trail: the reference of her file, never her address."""

import frappe

from women_incubation.territory.access import WOMAN


def woman_reference(user: str) -> str | None:
    """`Beneficiary/<name>` for a woman's account, None for others. Hook `incubation_actor_reference`."""
    if user in ("Administrator", "Guest") or WOMAN not in frappe.get_roles(user):
        return None
    name = frappe.db.get_value("Beneficiary", {"user": user})
    return f"Beneficiary/{name}" if name else None
