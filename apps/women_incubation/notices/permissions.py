"""Which notices are a woman's own (hook `incubation_own_rows`)."""

import frappe


def own_notices(user: str) -> str:
    """Those written to her in the app; what went by SMS or e-mail she has on her phone."""
    return (
        f"(`tabNotice`.`user` = {frappe.db.escape(user, percent=True)} and `tabNotice`.`channel` = 'In-app')"
    )
