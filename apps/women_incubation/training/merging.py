"""Before two files of one woman become one (hook `incubation_merge_steps`): what training knows of both.

Her attendance is what her events say. So the events of both files become hers, and the fold makes one row of
a session out of them, with its ordinary rules: a contradiction is left for a coordinator, nothing is dropped.
"""

import frappe
from frappe import _

from women_incubation.audit.bulk_rows import stamp
from women_incubation.people.errors import MergeRefused
from women_incubation.training.fold import Row, fold, waiting
from women_incubation.training.register import events_of
from women_incubation.training.register_writer import row_values


def join_training(kept: str, removed: str) -> None:
    """One row a session, one place in a group, one valid certificate of a path. Raises MergeRefused."""
    check_certificates(kept, removed)
    leave_common_groups(kept, removed)
    join_attendance(kept, removed)


def check_certificates(kept: str, removed: str) -> None:
    """Two valid certificates of one path cannot both be hers: one is revoked first, by who may."""
    valid = frappe.get_all(
        "Certificate",
        filters={"beneficiary": ["in", [kept, removed]], "valid_key": ["is", "set"]},
        fields=["name", "beneficiary", "training_path"],
    )
    paths = [row.training_path for row in valid]
    twice = sorted({path for path in paths if paths.count(path) > 1})
    if twice:
        sentence = _("Both files have a valid certificate of {0}. Revoke one of them first.")
        frappe.throw(sentence.format(", ".join(twice)), MergeRefused)
    for row in valid:
        if row.beneficiary == removed:
            frappe.db.set_value(
                "Certificate", row.name, "valid_key", f"{kept}/{row.training_path}", update_modified=False
            )


def leave_common_groups(kept: str, removed: str) -> None:
    """In a group of both she has one place."""
    member = "Training Group Member"
    groups = frappe.get_all(member, {"beneficiary": kept, "parenttype": "Training Group"}, pluck="parent")
    if groups:
        frappe.db.delete(member, {"beneficiary": removed, "parent": ["in", groups]})


def join_attendance(kept: str, removed: str) -> None:
    """The events of both become hers, and each session's row is folded anew."""
    sessions = sorted(
        set(frappe.get_all("Attendance Event", {"beneficiary": removed}, pluck="training_session"))
    )
    if not sessions:
        return
    session = frappe.qb.DocType("Training Session")
    locked = frappe.qb.from_(session).select(session.name, session.unit, session.session_date)
    locked = locked.where(session.name.isin(sessions)).orderby(session.name).for_update().run(as_dict=True)
    event = frappe.qb.DocType("Attendance Event")
    frappe.qb.update(event).set(event.beneficiary, kept).where(event.beneficiary == removed).run()
    frappe.db.delete("Session Attendance", {"beneficiary": removed, "training_session": ["in", sessions]})
    events, _flagged = events_of(sessions)
    for row in locked:
        write_row(row, kept, fold(events[row.name]).rows.get(kept))
        uuids = waiting(events[row.name])
        raised = frappe.qb.update(event).set(event.needs_review, 1)
        raised.where(event.client_uuid.isin(list(uuids) or [""])).run()
        frappe.db.set_value("Training Session", row.name, "modified", frappe.utils.now())


def write_row(session: frappe._dict, beneficiary: str, row: Row | None) -> None:
    """Her row of the session as the fold gives it; none when she has no event that counts."""
    where = {"training_session": session.name, "beneficiary": beneficiary}
    frappe.db.delete("Session Attendance", where)
    if row:
        keys = {
            "name": frappe.generate_hash(length=16),
            "unit": session.unit,
            "session_date": session.session_date,
        }
        values = {**stamp(), **keys, **where, **row_values(row)}
        frappe.db.bulk_insert("Session Attendance", list(values), [tuple(values.values())])
