"""The messages that a person finds in the app: her own in-app notices, and which of them she has read."""

import frappe
from frappe.utils import now_datetime

MOST_SHOWN = 100
IN_APP = "In-app"
FIELDS = ["name", "subject", "body", "purpose", "reference_doctype", "reference_name", "read_on", "creation"]


def notices_of(user: str) -> dict:
    """{unread, notices: [{name, subject, body, reference_*, read, created_at...}]}, the newest first."""
    own = {"user": user, "channel": IN_APP}
    rows = frappe.get_all("Notice", own, FIELDS, order_by="creation desc", limit=MOST_SHOWN)
    unread = frappe.db.count("Notice", {**own, "read_on": ["is", "not set"]})
    return {"unread": unread, "notices": [_entry(row) for row in rows]}


def mark_read(user: str, names: list[str]) -> int:
    """Note that `user` has read these notices of hers; others are left alone. Returns how many are unread."""
    notice = frappe.qb.DocType("Notice")
    if names:
        (
            frappe.qb.update(notice)
            .set(notice.read_on, now_datetime())
            .where((notice.user == user) & (notice.channel == IN_APP) & notice.read_on.isnull())
            .where(notice.name.isin(names))
            .run()
        )
    return frappe.db.count("Notice", {"user": user, "channel": IN_APP, "read_on": ["is", "not set"]})


def _entry(row: frappe._dict) -> dict:
    read_on, created = row.pop("read_on"), row.pop("creation")
    return {**row, "read": bool(read_on), "created_at": str(created)[:19]}
