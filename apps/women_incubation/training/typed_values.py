"""What a form or a REST body sent, as what it means, or a clear refusal: it can be anything."""

import json
import re
from datetime import date, datetime, time, timedelta

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.training.errors import DatesRefused

TIME = re.compile(r"(\d{1,2}):(\d{2})(:(\d{2})(\.\d{1,6})?)?")


def check_filled(doc: Document) -> None:
    """Raise MandatoryError naming an empty mandatory field, rows included. Frappe looks later."""
    for field in doc.meta.get("fields", {"reqd": 1}):
        if doc.get(field.fieldname) in (None, "", []):
            frappe.throw(_("{0} is missing.").format(_(field.label)), frappe.MandatoryError)
    for row in doc.get_all_children():
        for field in row.meta.get("fields", {"reqd": 1}):
            if row.get(field.fieldname) in (None, ""):
                frappe.throw(
                    _("Row {0}: {1} is missing.").format(row.idx, _(field.label)), frappe.MandatoryError
                )


def write_dates(doc: Document, *fields: str) -> None:
    """Turn the fields into dates. Raises DatesRefused for what is none."""
    for field in fields:
        if doc.get(field):
            doc.set(field, as_date(doc.get(field)))


def write_times(doc: Document, *fields: str) -> None:
    """Turn the fields into times of the day. Raises DatesRefused for what is none."""
    for field in fields:
        doc.set(field, as_time(doc.get(field)))


def as_date(value: object) -> date:
    """A date from a date or an ISO text; the time of a datetime is left out."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        frappe.throw(_("Dates are written like 2026-03-02."), DatesRefused)


def as_time(value: object) -> timedelta:
    """A time of the day, whole seconds, from a time, a timedelta, or a text like 9:30 or 09:30:00."""
    if isinstance(value, time):
        value = value.isoformat()
    if isinstance(value, timedelta):
        seconds = int(value.total_seconds())
    else:
        hours, minutes, seconds = parts_of(str(value))
        seconds += 60 * minutes + 3600 * hours
    if not 0 <= seconds < 24 * 3600:
        throw_time()
    return timedelta(seconds=seconds)


def parts_of(text: str) -> tuple[int, int, int]:
    """Hours, minutes and seconds."""
    found = TIME.fullmatch(text.strip())
    if not found or int(found[2]) > 59 or int(found[4] or 0) > 59:
        throw_time()
    return int(found[1]), int(found[2]), int(found[4] or 0)


def throw_time() -> None:
    """Say how a time is written."""
    frappe.throw(_("Times are written like 09:30."), DatesRefused)


def as_list(value: object) -> list:
    """A list, also as the JSON text that a form of the Desk sends; an empty one of anything else."""
    value = from_json(value)
    return value if isinstance(value, list) else []


def as_object(value: object) -> dict | None:
    """Named values, also as the JSON text that a form of the Desk sends; None of anything else."""
    value = from_json(value)
    return value if isinstance(value, dict) else None


def from_json(value: object) -> object:
    """What a text says in JSON; other values, and texts that say nothing, as they are."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value
