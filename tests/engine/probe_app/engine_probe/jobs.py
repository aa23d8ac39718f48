"""Background jobs; what they did is left in the site's globals for other processes to see."""

import frappe


def note(word: str) -> None:
    """Leave `word` and the user who ran the job."""
    frappe.db.set_global("probe_job", f"{word} by {frappe.session.user}")


def fail() -> None:
    """Write something, then raise."""
    frappe.db.set_global("probe_failed_job", "written")
    raise ValueError("the job fails")


def note_tick() -> None:
    """Scheduled each minute."""
    frappe.db.set_global("probe_tick", "ticked")


def note_day() -> None:
    """Scheduled each day."""
