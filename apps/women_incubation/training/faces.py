"""The photos on a roster, for who marks it: see people.portraits."""

import frappe
from frappe import _

from women_incubation.people import portraits
from women_incubation.training.permissions import may_mark
from women_incubation.training.roster import rosters_of, trainers_of


def faces_of_session(name: str, user: str) -> list[dict]:
    """[{beneficiary, version, picture}] of the women of a session who agreed; `picture` is a JPEG, base64.

    Raises PermissionError for who may not mark the session.
    """
    session = frappe.get_doc("Training Session", name)
    session.check_permission("read")
    trainers = trainers_of([session.training_group])[session.training_group] | {session.trainer}
    if not may_mark(user, trainers):
        frappe.throw(_("Attendance is for trainers and coordinators."), frappe.PermissionError)
    members = rosters_of([session.training_group]).get(session.training_group, {})
    found = portraits.addresses_of(members)
    pictures = {woman: portraits.thumbnail(address) for woman, address in found.items()}
    return [
        {"beneficiary": woman, "version": portraits.mark(found[woman]), "picture": picture}
        for woman, picture in pictures.items()
        if picture
    ]
