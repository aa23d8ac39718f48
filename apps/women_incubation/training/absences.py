"""Women who were absent so often that somebody has to ask: a source of alerts for coordinators."""

from collections.abc import Iterator

import frappe
from frappe.query_builder.functions import Count, Max

from women_incubation.people.alert_finding import Finding
from women_incubation.training.fold import ABSENT, CLOSED

KIND = "Absences"


def findings() -> Iterator[Finding]:
    """Everybody with at least as many absences without excuse as her path allows, in one query.

    Absent, or not marked at all, in the closed sessions of a running group to which she belongs still. Since
    the day of the last absence: one more absence is news. Hook `incubation_alert_sources`.
    """
    group, member = frappe.qb.DocType("Training Group"), frappe.qb.DocType("Training Group Member")
    path, session = frappe.qb.DocType("Training Path"), frappe.qb.DocType("Training Session")
    attendance = frappe.qb.DocType("Session Attendance")
    query = (
        frappe.qb.from_(group)
        .join(path)
        .on((path.name == group.path) & (path.absences_before_alert > 0))
        .join(member)
        .on((member.parent == group.name) & (member.parenttype == "Training Group"))
        .join(session)
        .on((session.training_group == group.name) & (session.session_date >= member.joined_on))
        .left_join(attendance)
        .on((attendance.training_session == session.name) & (attendance.beneficiary == member.beneficiary))
        .select(member.beneficiary, group.name, group.unit, path.absences_before_alert)
        .select(Count(session.name), Max(session.session_date))
        .where((group.status == "Running") & member.left_on.isnull() & (session.status == CLOSED))
        .where(attendance.name.isnull() | (attendance.status == ABSENT))
        .groupby(member.beneficiary, group.name, group.unit, path.absences_before_alert)
        .having(Count(session.name) >= path.absences_before_alert)
    )
    for beneficiary, name, unit, allowed, absences, last in query.run():
        detail = f"{absences}/{allowed}"
        yield Finding(KIND, beneficiary, "Training Group", name, unit, last, detail)
