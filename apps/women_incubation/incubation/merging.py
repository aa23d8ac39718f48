"""Before two files of one woman become one: she has no more projects under way than their calls allow.

Hook `incubation_merge_steps`.
"""

import frappe
from frappe import _

from women_incubation.incubation.eligibility import most_allowed, open_projects
from women_incubation.people.errors import MergeRefused


def check_projects(kept: str, removed: str) -> None:
    """Raise MergeRefused when the two together hold more projects under way than one woman may.

    Both rows are locked already; the projects are read as they are now.
    """
    held = open_projects([kept, removed], None, lock=True)
    projects = set().union(*held.values())
    if len(projects) > most_allowed(projects):
        sentence = _("Both files have a project under way ({0}). End one of them first.")
        frappe.throw(sentence.format(", ".join(sorted(projects))), MergeRefused)
    if kept in held and removed in held:
        sentence = _("Both files are in the project {0}. Take one of them out first.")
        frappe.throw(sentence.format(projects.pop()), MergeRefused)
