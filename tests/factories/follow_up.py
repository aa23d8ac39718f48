"""Projects whose activity has started, and their follow-ups done by the people whose work it is."""

from typing import Any

import frappe
from frappe.model.document import Document
from frappe.utils import today

from tests.factories.incubation import Staff, make_private_file, make_project, start_activity
from tests.helpers.acting import acting_as

DOCTYPE = "Integration Follow-up"


def started_project(staff: Staff, on: str | None = None) -> Document:
    """A project whose activity started on this day (today)."""
    project = make_project("In Incubation", staff)
    return start_activity(project, staff, activity_started_on=on or today())


def follow_ups_of(project: Document) -> dict[str, Document]:
    """Month ("6", "12") -> follow-up."""
    names = frappe.get_all(DOCTYPE, filters={"project": project.name}, pluck="name")
    return {row.month: row for row in (frappe.get_doc(DOCTYPE, name) for name in names)}


def finish(follow_up: Document, actor: str, **overrides: Any) -> Document:
    """The actor found the activity running today, with evidence and two jobs."""
    values = {"status": "Done", "done_on": today(), "activity_running": 1, "jobs": 2, "monthly_income": 3500}
    if "evidence" not in overrides:
        values["evidence"] = make_private_file(actor)
    return change(follow_up, actor, **(values | overrides))


def change(follow_up: Document, actor: str, **values: Any) -> Document:
    """The actor changes values and saves."""
    with acting_as(actor):
        doc = frappe.get_doc(DOCTYPE, follow_up.name)
        doc.update(values)
        return doc.save()
