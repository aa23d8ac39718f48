"""Whitelisted methods of a module whose annotations are strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe

if TYPE_CHECKING:
    from frappe.model.document import Document


@frappe.whitelist(methods=["POST"])
def double(number: int) -> int:
    """Twice the number."""
    return number * 2


@frappe.whitelist(methods=["GET"])
def join(words: list[str], separator: str = "-") -> str:
    """The words joined."""
    return separator.join(words)


@frappe.whitelist()
def optional(text: str | None = None, amount: float = 0.0) -> dict[str, object]:
    """What came in, with its types."""
    return {"text": text, "amount": amount, "type": type(amount).__name__}


@frappe.whitelist()
def of_document(doc: Document | dict | None = None, count: int = 1) -> int:
    """An annotation that exists for type checkers only, beside one that does not."""
    return count


@frappe.whitelist(allow_guest=True)
def open_door() -> str:
    """For everybody."""
    return f"hello {frappe.session.user}"


@frappe.whitelist(methods=["POST"])
def write_then_fail(title: str) -> None:
    """Insert, then refuse: nothing may stay."""
    frappe.get_doc({"doctype": "Probe Document", "title": title, "unit": "A"}).insert()
    frappe.throw(f"{title} is refused")


@frappe.whitelist()
def untyped(number) -> int:
    """A parameter without a type."""
    return number


@frappe.whitelist(methods=["GET"])
def token() -> str:
    """The session's CSRF token, as a page would carry it."""
    return frappe.sessions.get_csrf_token()


def hidden() -> str:
    """Not whitelisted."""
    return "secret"
