"""The photos on a roster, for who marks it: see people.portraits."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.people import portraits
from women_incubation.territory.days import as_day
from women_incubation.training.permissions import may_mark
from women_incubation.training.roster import rosters_of, trainers_of


def faces_of_session(name: str, user: str) -> list[dict]:
    """[{beneficiary, version, picture}] of who is on the session's roster and agreed; `picture` is a JPEG,
    base64. Nobody who left the group before, or joined it later.

    Raises PermissionError for who may not mark the session.
    """
    session = frappe.get_doc("Training Session", name)
    session.check_permission("read")
    trainers = trainers_of([session.training_group])[session.training_group] | {session.trainer}
    if not may_mark(user, trainers):
        frappe.throw(_("Attendance is for trainers and coordinators."), frappe.PermissionError)
    found = portraits.addresses_of(women_there(session))
    pictures = {woman: portraits.thumbnail(address) for woman, address in found.items()}
    return [
        {"beneficiary": woman, "version": portraits.mark(found[woman]), "picture": picture}
        for woman, picture in pictures.items()
        if picture
    ]


def women_there(session: Document) -> set[str]:
    """Who belonged to the group on the day of the session, or has a mark in it."""
    roster = rosters_of([session.training_group]).get(session.training_group, {}).values()
    day = as_day(session.session_date)
    marked = frappe.get_all("Session Attendance", {"training_session": session.name}, pluck="beneficiary")
    return {member.beneficiary for member in roster if member.was_there(day)} | set(marked)
