"""What of the Desk stands before somebody who has just logged in."""

from typing import Any

import frappe

APP = "women_incubation"
WOMAN = "Incubation Woman"


def has_desk() -> bool:
    """Whether the user works in the Desk: the app's tile is for these, the women have the field app."""
    return frappe.get_cached_value("User", frappe.session.user, "user_type") == "System User"


def has_field_app_only() -> bool:
    """Whether the user is a woman of the programme, whose place is the field app."""
    return not has_desk() and WOMAN in frappe.get_roles()


def keep_own_workspaces(bootinfo: Any) -> None:
    """Leave the user the sidebars of their own workspaces, and the icons that lead somewhere.

    A sidebar has no roles: the Desk would offer everybody each sidebar of which they may read a document, and
    show none at all beside a list that several of them name. Nor do they need icons of the framework's
    own, unless they manage the system.
    """
    allowed = {page["name"] for page in bootinfo.workspaces["pages"]}
    sidebars = bootinfo.workspace_sidebar_item
    ours = {key: sidebar["label"] for key, sidebar in sidebars.items() if sidebar.get("app") == APP}
    for key, name in ours.items():
        if name not in allowed:
            del sidebars[key]
    own = [name for name in ours.values() if name in allowed]
    bootinfo.desktop_icons = [icon for icon in bootinfo.desktop_icons if not _leads_nowhere(icon, own)]


def _leads_nowhere(icon: dict[str, Any], own: list[str]) -> bool:
    if icon["app"] == "frappe":
        return bool(own) and "System Manager" not in frappe.get_roles()
    return icon["app"] == APP and icon["icon_type"] == "App"  # it opens the page on which it stands
