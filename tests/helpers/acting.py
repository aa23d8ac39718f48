"""Acting as somebody."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe


@contextmanager
def acting_as(user: str) -> Iterator[None]:
    """Everything inside happens as this user."""
    before = frappe.session.user
    frappe.set_user(str(getattr(user, "name", user)))
    try:
        yield
    finally:
        frappe.set_user(before)
