"""People who use the system."""

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, today

from tests.factories import unique
from tests.helpers.acting import acting_as

PASSWORD = "Women-1ncubation"


def user_with(role: str | list[str], unit: str | None = None, **overrides: Any) -> Document:
    """A user with one role or several ("Coordinator" or "Incubation Coordinator"), assigned to a unit.

    Made as Administrator, whoever acts. A woman is a Website User.
    """
    roles = [full_role(name) for name in ([role] if isinstance(role, str) else role)]
    values = {
        "doctype": "User",
        "email": f"{unique('user')}@example.test",
        "first_name": "Test",
        "last_name": roles[0].removeprefix("Incubation ") if roles else "Nobody",
        "user_type": "Website User" if roles == ["Incubation Woman"] else "System User",
        "send_welcome_email": 0,
        "language": "en",
        "roles": [{"role": name} for name in roles],
    }
    with acting_as("Administrator"):
        user = frappe.get_doc(values | overrides)
        user.flags.no_welcome_mail = True
        user.insert()
        if unit:
            assign(user.name, str(getattr(unit, "name", unit)))
    return user


def full_role(name: str) -> str:
    """The role's name as it is on the site."""
    return name if name.startswith("Incubation ") or name == "System Manager" else f"Incubation {name}"


def assign(user: str, unit: str, **overrides: Any) -> Document:
    """Assign a user to a unit, since yesterday and without an end."""
    values = {"user": user, "unit": unit, "valid_from": add_days(today(), -1)}
    return frappe.get_doc({"doctype": "Territorial Assignment", **values, **overrides}).insert()
