"""What of the Desk stands before somebody who has just logged in."""

from typing import Any

import frappe

APP = "women_incubation"


def has_desk() -> bool:
    """Whether the user works in the Desk: the app's tile is for these, the women have the field app."""
    return frappe.get_cached_value("User", frappe.session.user, "user_type") == "System User"


def keep_own_workspaces(bootinfo: Any) -> None:
    """Leave the user the sidebars of their own workspaces, and open the only one straight away.

    A sidebar has no roles: the Desk would offer everybody each sidebar of which they may read a document, and
    show none at all beside a list that several of them name. Nor are the framework's own icons for them.
    """
    allowed = {page["name"] for page in bootinfo.workspaces["pages"]}
    sidebars = bootinfo.workspace_sidebar_item
    ours = {key: sidebar["label"] for key, sidebar in sidebars.items() if sidebar.get("app") == APP}
    for key, name in ours.items():
        if name not in allowed:
            del sidebars[key]
    own = [name for name in ours.values() if name in allowed]
    if own and "System Manager" not in frappe.get_roles():
        bootinfo.desktop_icons = [icon for icon in bootinfo.desktop_icons if icon["app"] != "frappe"]
    if len(own) == 1 and not bootinfo.user.get("default_workspace"):
        bootinfo.user["default_workspace"] = {"name": own[0], "title": own[0], "public": 1}
