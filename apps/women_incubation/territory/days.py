"""Days as people and programs send them."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import escape_html, getdate

END_OF_TIME = date(9999, 12, 31)


class NotADay(frappe.ValidationError):
    """A value that stands for no day of the calendar."""


def as_day(value: object) -> date:
    """The day that a value stands for. Raises NotADay.

    Frappe's `getdate` makes today of nothing, and nothing of the year 1; neither is a day that was meant.
    """
    try:
        day = getdate(value) if value else None
    except (frappe.ValidationError, TypeError, ValueError, OverflowError):
        frappe.clear_last_message()  # Frappe's own words for it
        day = None
    if not day:
        frappe.throw(_("{0} is not a date.").format(escape_html(str(value or "-"))), NotADay)
    return day


def as_last_day(value: object) -> date:
    """The last day of something; without one it does not end. Raises NotADay."""
    return as_day(value) if value else END_OF_TIME
