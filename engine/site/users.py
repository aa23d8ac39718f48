"""Users of a site, from the command line: what an administrator needs before there is a first log-in."""

from __future__ import annotations

import secrets
from collections.abc import Sequence

import frappe
from frappe.utils.password import update_password

from engine.site.connection import on_site
from engine.site.layout import SiteLayout


def create_user(
    layout: SiteLayout,
    email: str,
    first_name: str,
    roles: Sequence[str] = (),
    *,
    password: str | None = None,
    language: str = "fr",
) -> str:
    """Make an enabled user with `roles`, who gets no mail; return the password (random if none is given).

    Raises frappe.DuplicateEntryError if the user exists, frappe.LinkValidationError for an unknown role, and
    frappe.ValidationError for a password that the site's policy refuses.
    """
    password = password or secrets.token_urlsafe(12)
    with on_site(layout):
        user = frappe.get_doc(
            {
                "doctype": "User",
                "email": email,
                "first_name": first_name,
                "language": language,
                "send_welcome_email": 0,
                "new_password": password,
                "roles": [{"role": role} for role in roles],
            }
        )
        user.insert()
    return password


def set_password(layout: SiteLayout, user: str, password: str | None = None) -> str:
    """Set the password of `user` and end their sessions; return it. Raises frappe.DoesNotExistError."""
    password = password or secrets.token_urlsafe(12)
    with on_site(layout):
        if not frappe.db.exists("User", user):
            raise frappe.DoesNotExistError(f"There is no user {user}.")
        update_password(user, password, logout_all_sessions=True)
    return password


def disable_user(layout: SiteLayout, user: str) -> None:
    """Let `user` in no more; what they did stays. Raises frappe.DoesNotExistError."""
    with on_site(layout):
        document = frappe.get_doc("User", user)
        document.enabled = 0
        document.save()


def list_users(layout: SiteLayout) -> list[dict[str, object]]:
    """Every user but Guest: `name`, `full_name`, `enabled`, `user_type` and the list `roles`."""
    with on_site(layout):
        users = frappe.get_all(
            "User",
            filters={"name": ["!=", "Guest"]},
            fields=["name", "full_name", "enabled", "user_type"],
            order_by="name",
        )
        return [{**user, "roles": frappe.get_roles(user.name)} for user in users]
