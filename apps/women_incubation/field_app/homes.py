"""Which pages of the field app a person finds there. What they may read and do, the other rooms decide."""

import frappe

from women_incubation.audit.guarded_path import roles_by_assignment

# home -> the roles whose work is done there
HOMES = {
    "trainer": frozenset({"Incubation Trainer"}),
    "woman": frozenset({"Incubation Woman"}),
    "funder": frozenset(
        {
            "Incubation Funder",
            "Incubation Second Approver",
            "Incubation Controller",
            "Incubation Payment Officer",
        }
    ),
    "field": frozenset({"Incubation Coordinator", "Incubation Coach"}),
}
DESK = "desk"


def homes_of(user: str) -> list[str]:
    """The homes of a user, the first one first; desk for everybody who has a Desk."""
    roles = roles_by_assignment(user)
    homes = [home for home, needed in HOMES.items() if roles & needed]
    if frappe.get_cached_value("User", user, "user_type") == "System User":
        homes.append(DESK)
    return homes
