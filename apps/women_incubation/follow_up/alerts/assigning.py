"""To which coordinator an alert goes: of those nearest to its place, the one with the least to do."""

from collections import Counter

import frappe
from frappe.query_builder.functions import Count
from frappe.utils import today

COORDINATOR = "Incubation Coordinator"


class Coordinators:
    """The coordinators of today, read once for a whole run."""

    def __init__(self) -> None:
        self.places = {
            row.name: (row.lft, row.rgt)
            for row in frappe.get_all("Territorial Unit", fields=["name", "lft", "rgt"])
        }
        self.posts = sorted(posts(), key=lambda post: (post.rgt - post.lft, post.user))
        self.load: Counter[str] = Counter(dict(open_alerts()))

    def next_for(self, unit: str | None) -> str | None:
        """The coordinator for one more alert of this unit; None when nobody works there."""
        place = self.places.get(unit)
        above = [post for post in self.posts if place and post.lft <= place[0] and place[1] <= post.rgt]
        if not above:
            return None
        nearest = above[0].rgt - above[0].lft
        users = {post.user for post in above if post.rgt - post.lft == nearest}
        chosen = min(users, key=lambda user: (self.load[user], user))
        self.load[chosen] += 1
        return chosen


def posts() -> list[dict]:
    """(user, lft, rgt) for each coordinator assigned somewhere today, whose account is open."""
    assignment, unit = frappe.qb.DocType("Territorial Assignment"), frappe.qb.DocType("Territorial Unit")
    role, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
    query = (
        frappe.qb.from_(assignment)
        .join(unit)
        .on(unit.name == assignment.unit)
        .join(role)
        .on((role.parent == assignment.user) & (role.parenttype == "User") & (role.role == COORDINATOR))
        .join(user)
        .on((user.name == assignment.user) & (user.enabled == 1))
        .select(assignment.user, unit.lft, unit.rgt)
        .distinct()
        .where(assignment.valid_from <= today())
        .where(assignment.valid_to.isnull() | (assignment.valid_to >= today()))
    )
    return query.run(as_dict=True)


def open_alerts() -> list[tuple[str, int]]:
    """(coordinator, number of open alerts)."""
    alert = frappe.qb.DocType("Alert")
    query = frappe.qb.from_(alert).select(alert.assigned_to, Count("*")).groupby(alert.assigned_to)
    return list(query.where((alert.status == "Open") & alert.assigned_to.isnotnull()).run())
