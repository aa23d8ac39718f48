"""The data-protection officers of a place."""

import frappe

from women_incubation.territory.access import unit_in_ranges, visible_ranges

OFFICER = "Incubation Data Protection Officer"


def officers_of(unit: str | None) -> list[str]:
    """The users who protect the data of this unit: their territory holds it today. Sorted."""
    users = frappe.get_all(
        "Has Role", filters={"role": OFFICER, "parenttype": "User"}, pluck="parent", distinct=True
    )
    enabled = frappe.get_all("User", filters={"name": ["in", users], "enabled": 1}, pluck="name")
    return sorted(user for user in enabled if covers(user, unit))


def covers(user: str, unit: str | None) -> bool:
    """Whether the unit lies in the user's territory today; without a unit, whether they have all of it."""
    ranges = visible_ranges(user)
    return ranges is None or bool(unit and unit_in_ranges(unit, ranges))
