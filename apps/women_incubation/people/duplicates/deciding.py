"""Who may say that two files that look the same are of two women, or of one."""

import frappe
from frappe import _

DECIDERS = frozenset({"Incubation Coordinator", "System Manager"})


def may_decide(user: str | None = None) -> bool:
    """Whether this user may save a woman beside one who looks the same, decide a review, or merge."""
    return bool(DECIDERS & set(frappe.get_roles(user)))


def require_decider() -> None:
    """Raise PermissionError unless the acting user may decide."""
    if not may_decide():
        frappe.throw(
            _("Only a coordinator decides whether two files are of one woman."), frappe.PermissionError
        )
