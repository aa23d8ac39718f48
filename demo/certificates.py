"""Certificates of the groups that are over, issued by the coordinator of the province."""

import random
from collections.abc import Callable
from datetime import timedelta

import frappe
from frappe.utils import getdate

from demo import calendar
from demo.users import email_of
from women_incubation.training.certificates import issue_for_group


def issue_certificates(rng: random.Random, progress: Callable[[int, int], None]) -> None:
    """Issue what is due in each completed group; whoever missed too much gets none."""
    groups = frappe.get_all(
        "Training Group",
        filters={"status": "Completed"},
        fields=["name", "unit", "end_date"],
        order_by="end_date, name",
    )
    for done, group in enumerate(groups, start=1):
        members = frappe.get_all("Training Group Member", filters={"parent": group.name}, pluck="beneficiary")
        with calendar.story_time(getdate(group.end_date) + timedelta(days=5)):
            frappe.set_user(email_of("Coordinator", group.unit))
            issue_for_group(group.name, members)
        frappe.db.commit()
        progress(done, len(groups))
