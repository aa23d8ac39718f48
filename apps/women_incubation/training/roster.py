"""Who belongs to a group, and who trains it: read for any number of groups in one query each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import frappe


@dataclass(frozen=True, slots=True)
class Member:
    """A woman's place in a group, from the day she joined to the day she left, both included."""

    beneficiary: str
    name: str
    name_ar: str
    joined_on: date
    left_on: date | None

    def was_there(self, day: date) -> bool:
        """Whether she belonged to the group on this day."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


Roster = dict[str, Member]  # by beneficiary, in the order of the member table


def rosters_of(groups: Collection[str]) -> dict[str, Roster]:
    """Every woman who is or was in each of the groups."""
    rosters: dict[str, Roster] = defaultdict(dict)
    if not groups:
        return rosters
    rows = frappe.db.sql(
        """select m.parent, m.beneficiary, b.full_name, b.full_name_ar, m.joined_on, m.left_on
        from `tabTraining Group Member` m join `tabBeneficiary` b on b.name = m.beneficiary
        where m.parenttype = 'Training Group' and m.parent in %(groups)s order by m.parent, m.idx""",
        {"groups": tuple(groups)},
    )
    for group, *member in rows:
        rosters[group][member[0]] = Member(*member)
    return rosters


def trainers_of(groups: Collection[str]) -> dict[str, set[str]]:
    """The users named as trainers of each of the groups."""
    trainers: dict[str, set[str]] = defaultdict(set)
    rows = frappe.get_all(
        "Training Group Trainer",
        filters={"parenttype": "Training Group", "parent": ["in", list(groups)]},
        fields=["parent", "trainer"],
    )
    for row in rows:
        trainers[row.parent].add(row.trainer)
    return trainers
