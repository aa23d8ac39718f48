"""What participants say of a session: once each, and nobody who trains reads who said what.

Two marks from 1 to 5. Others see averages over at least five answers (`report/session_feedback_averages`);
free text is not asked for, because a handwriting is recognised.
"""

import frappe
from frappe import _

from women_incubation.audit.bulk_rows import inserted, stamp
from women_incubation.people.services import own_beneficiary
from women_incubation.training.errors import FeedbackRefused
from women_incubation.training.fold import LATE, PRESENT

LOWEST, HIGHEST = 1, 5


def give_feedback(session: str, usefulness: int, clarity: int) -> dict:
    """Keep what the woman who is logged in says of a session she was in.

    Raises PermissionError for whoever is no beneficiary, FeedbackRefused for a session she was not in, a
    second answer, and a mark out of range.
    """
    beneficiary = own_beneficiary(frappe.session.user)
    if not beneficiary:
        frappe.throw(_("Feedback is for the women who took part."), frappe.PermissionError)
    for mark in (usefulness, clarity):
        if isinstance(mark, bool) or not isinstance(mark, int) or not LOWEST <= mark <= HIGHEST:
            frappe.throw(_("Give a mark from {0} to {1}.").format(LOWEST, HIGHEST), FeedbackRefused)
    attended = {
        "training_session": session,
        "beneficiary": beneficiary,
        "status": ["in", [PRESENT, LATE]],
    }
    unit = frappe.db.get_value("Session Attendance", attended, "unit")
    if not unit:
        frappe.throw(_("You were not in this session."), FeedbackRefused)
    insert_feedback(
        {
            "training_session": session,
            "beneficiary": beneficiary,
            "unit": unit,
            "usefulness": usefulness,
            "clarity": clarity,
        }
    )
    return {"session": session}


def insert_feedback(values: dict) -> None:
    """Write the row. Raises FeedbackRefused when she has answered before."""
    row = {"name": frappe.generate_hash(length=16), **values, **stamp()}
    if not inserted("Session Feedback", [row]):
        frappe.throw(_("You have given your feedback on this session already."), FeedbackRefused)
