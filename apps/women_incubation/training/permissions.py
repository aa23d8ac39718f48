"""Who sees and who marks attendance.

Seeing is the territory's rule (`territory.access`); what is stated here is only what this domain adds: a
trainer sees the groups she trains and their sessions, a woman her own attendance. Marking is a right of its
own: the session's trainers, and coordinators of its territory.
"""

from collections.abc import Collection

import frappe
from frappe import _

from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.territory.access import quoted

TRAINER = "Incubation Trainer"
COORDINATOR = "Incubation Coordinator"


# ------------------------------------------------------- hook `incubation_narrowing`: what a trainer trains
def groups_trained(user: str) -> str:
    """The condition on Training Group: she is one of its trainers, or gives one of its sessions."""
    return f"`tabTraining Group`.`name` in ({_all_groups(quoted(user))})"


def people_trained(user: str) -> str:
    """The condition on Beneficiary: they are or were in one of her groups."""
    groups = _all_groups(quoted(user))
    members = f"select `beneficiary` from `tabTraining Group Member` where `parent` in ({groups})"
    return f"`tabBeneficiary`.`name` in ({members})"


def sessions_trained(user: str) -> str:
    """The condition on Training Session: she gives it, or is one of the trainers of its group."""
    return _session_condition("`tabTraining Session`", quoted(user))


def attendance_trained(user: str) -> str:
    """The condition on Session Attendance: it belongs to a session she trains."""
    return f"`tabSession Attendance`.`training_session` in ({_sessions(quoted(user))})"


def events_trained(user: str) -> str:
    """The condition on Attendance Event: it belongs to a session she trains."""
    return f"`tabAttendance Event`.`training_session` in ({_sessions(quoted(user))})"


def results_trained(user: str) -> str:
    """The condition on Module Result: it belongs to a group she trains."""
    return f"`tabModule Result`.`training_group` in ({_all_groups(quoted(user))})"


def certificates_trained(user: str) -> str:
    """The condition on Certificate: it was issued in a group she trains."""
    return f"`tabCertificate`.`training_group` in ({_all_groups(quoted(user))})"


def sheets_trained(user: str) -> str:
    """The condition on Sheet Entry: she typed it. Who types the same sheet sees the other's entry later."""
    return f"`tabSheet Entry`.`typed_by` = {quoted(user)}"


def own_unavailability(user: str) -> str:
    """The condition on Trainer Unavailability: it is hers."""
    return f"`tabTrainer Unavailability`.`trainer` = {quoted(user)}"


def _groups(user: str) -> str:
    return (
        "select `parent` from `tabTraining Group Trainer`"
        f" where `parenttype` = 'Training Group' and `trainer` = {user}"
    )


def _all_groups(user: str) -> str:
    substituted = f"select `training_group` from `tabTraining Session` where `trainer` = {user}"
    return f"{_groups(user)} union {substituted}"


def _sessions(user: str) -> str:
    return f"select s.`name` from `tabTraining Session` s where {_session_condition('s', user)}"


def _session_condition(table: str, user: str) -> str:
    return f"({table}.`trainer` = {user} or {table}.`training_group` in ({_groups(user)}))"


# ------------------------------------------------------------ hook `incubation_own_rows`: a woman's own rows
def own_attendance(user: str) -> str:
    """The condition on Session Attendance: the row is about the woman who has this portal user."""
    return _about_her("Session Attendance", user)


def own_results(user: str) -> str:
    """The condition on Module Result: it is hers."""
    return _about_her("Module Result", user)


def own_feedback(user: str) -> str:
    """The condition on Session Feedback: she gave it."""
    return _about_her("Session Feedback", user)


def own_certificates(user: str) -> str:
    """The condition on Certificate: it is hers."""
    return _about_her("Certificate", user)


def _about_her(doctype: str, user: str) -> str:
    own = f"select `name` from `tabBeneficiary` where `user` = {quoted(user)}"
    return f"`tab{doctype}`.`beneficiary` in ({own})"


# ------------------------------------------------------------------------------------- the right to mark
def may_mark(user: str, trainers: Collection[str]) -> bool:
    """Whether the user may mark a session they can see and that these people train."""
    roles = roles_by_assignment(user)
    return COORDINATOR in roles or (TRAINER in roles and user in trainers)


def may_resolve(user: str) -> bool:
    """Whether the user may correct attendance in the sessions they can see."""
    return COORDINATOR in roles_by_assignment(user)


def require_marker() -> str:
    """The user, who holds a role that marks. Raises PermissionError."""
    user = frappe.session.user
    if not {TRAINER, COORDINATOR} & roles_by_assignment(user):
        frappe.throw(_("Attendance is for trainers and coordinators."), frappe.PermissionError)
    return user
