"""What a woman sees of her own training: how far she is, her sessions, her certificates."""

import frappe

from women_incubation.people.services import own_beneficiary
from women_incubation.training.fold import CLOSED, LATE, PRESENT
from women_incubation.training.gate import explain
from women_incubation.training.overview import clock
from women_incubation.training.stage import places_of

MOST_SESSIONS = 200  # the latest; a path has fewer


def attendance_of(user: str) -> dict:
    """Her paths with what the gate says, and the sessions she was marked in, the latest first."""
    beneficiary = own_beneficiary(user)
    if not beneficiary:
        return {"paths": [], "sessions": []}
    paths = sorted({place.path for place in places_of(beneficiary)})
    return {"paths": [path_entry(beneficiary, path) for path in paths], "sessions": sessions_of(beneficiary)}


def path_entry(beneficiary: str, path: str) -> dict:
    """How far she is on one path. Hours are given in minutes."""
    document, gate = frappe.get_cached_doc("Training Path", path), explain(beneficiary, path)
    return {
        "path": path,
        "title_fr": document.title_fr,
        "title_ar": document.title_ar,
        "passed": gate.passed,
        "reason": gate.reason,
        "percent": gate.percent,
        "threshold": gate.threshold,
        "attended_minutes": gate.attended_minutes,
        "held_minutes": gate.held_minutes,
        "test_percent": gate.test_percent,
        "test_threshold": gate.test_threshold,
    }


def sessions_of(beneficiary: str) -> list[dict]:
    """The sessions in which she was marked, with whether her feedback is still wanted; one query."""
    attendance, session = frappe.qb.DocType("Session Attendance"), frappe.qb.DocType("Training Session")
    module, feedback = frappe.qb.DocType("Capacity Building Module"), frappe.qb.DocType("Session Feedback")
    query = (
        frappe.qb.from_(attendance)
        .join(session)
        .on(session.name == attendance.training_session)
        .join(module)
        .on(module.name == session.module)
        .left_join(feedback)
        .on((feedback.training_session == session.name) & (feedback.beneficiary == attendance.beneficiary))
        .select(session.name, session.session_date, session.start_time, session.end_time, session.place)
        .select(session.status.as_("session_status"), module.title_fr, module.title_ar)
        .select(attendance.status, attendance.late_minutes, attendance.reason)
        .select(feedback.name.as_("feedback"))
        .where(attendance.beneficiary == beneficiary)
        .orderby(session.session_date, session.start_time, order=frappe.qb.desc)
        .limit(MOST_SESSIONS)
    )
    return [session_entry(row) for row in query.run(as_dict=True)]


def session_entry(row: frappe._dict) -> dict:
    """One session as the field app reads it."""
    return {
        "name": row.name,
        "session_date": row.session_date.isoformat(),
        "start_time": clock(row.start_time),
        "end_time": clock(row.end_time),
        "place": row.place,
        "module_title_fr": row.title_fr,
        "module_title_ar": row.title_ar,
        "closed": row.session_status == CLOSED,
        "status": row.status,
        "late_minutes": row.late_minutes,
        "reason": row.reason or "",
        "feedback_wanted": row.status in (PRESENT, LATE) and not row.feedback,
    }


def certificates_of(user: str) -> list[dict]:
    """Her certificates, the revoked ones too, the latest first."""
    beneficiary = own_beneficiary(user)
    rows = frappe.get_all(
        "Certificate",
        filters={"beneficiary": beneficiary or ""},
        fields=[
            "name", "training_path", "issued_on", "status", "status_reason", "replaces", "replaced_by",
            "attended_minutes", "held_minutes", "attendance_percent", "test_percent",
        ],
        order_by="issued_on desc, name desc",
    )  # fmt: skip
    return [certificate_entry(row) for row in rows]


def certificate_entry(row: frappe._dict) -> dict:
    """One certificate as the field app reads it; `number` is what stands on the paper."""
    path = frappe.get_cached_doc("Training Path", row.training_path)
    titles = {"number": row.name, "title_fr": path.title_fr, "title_ar": path.title_ar}
    return titles | row | {"issued_on": row.issued_on.isoformat()}
