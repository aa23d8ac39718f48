"""Each night: alerts are raised for what is true, and closed for what is true no longer. Never doubled."""

from collections.abc import Iterable
from datetime import date

import frappe
from frappe.utils import add_days, getdate

from women_incubation.audit.bulk_rows import stamp
from women_incubation.follow_up.alerts.assigning import Coordinators
from women_incubation.people.alert_finding import Finding
from women_incubation.people.rights.erased import erased_women

HOOK = "incubation_alert_sources"
ROWS_AT_ONCE = 1000


def refresh_all() -> None:
    """One job a kind, so that a source that fails leaves the others alone. Hook `scheduler_events`."""
    for kind in frappe.get_hooks(HOOK, {}):
        frappe.enqueue("women_incubation.follow_up.alerts.raising.refresh", queue="long", kind=kind)


def refresh(kind: str) -> dict[str, int]:
    """Ask the source of this kind, and bring the alerts in line: {raised, closed, reopened}."""
    source = frappe.get_attr(frappe.get_hooks(HOOK, {})[kind][-1])
    erased = erased_women()
    found = {
        open_key(finding): finding
        for finding in source()
        if finding.kind == kind and finding.beneficiary not in erased
    }
    standing = {row.open_key: row for row in standing_alerts(kind)}
    new = [finding for key, finding in found.items() if key not in standing]
    gone = [row.name for key, row in standing.items() if key not in found]
    return {
        "raised": raise_alerts(new),
        "closed": close(gone),
        "reopened": reopen([row for key, row in standing.items() if key in found]),
    }


def open_key(finding: Finding) -> str:
    """Unique while the alert stands, so that two runs at once raise it once."""
    return f"{finding.kind}|{finding.reference_doctype}|{finding.reference_name}"


def standing_alerts(kind: str) -> list[dict]:
    """The alerts of this kind that are not closed."""
    filters = {"kind": kind, "status": ["!=", "Closed"]}
    return frappe.get_all("Alert", filters=filters, fields=["name", "open_key", "status", "handled_on"])


def raise_alerts(findings: Iterable[Finding]) -> int:
    """Store an open alert for each, given to a coordinator of its unit. A key that stands is left alone."""
    coordinators = Coordinators()
    rows = [row_of(finding, coordinators.next_for(finding.unit)) for finding in findings]
    if rows:
        frappe.db.bulk_insert(
            "Alert",
            list(rows[0]),
            [tuple(row.values()) for row in rows],
            ignore_duplicates=True,
            chunk_size=ROWS_AT_ONCE,
        )
    return len(rows)


def row_of(finding: Finding, coordinator: str | None) -> dict:
    """The columns of a new alert."""
    return {
        "name": frappe.generate_hash(length=10),
        **stamp(),
        **finding._asdict(),
        "status": "Open",
        "assigned_to": coordinator,
        "raised_on": getdate(),
        "open_key": open_key(finding),
    }


def close(names: list[str]) -> int:
    """Close alerts whose cause is gone; the key is free for the next time."""
    if names:
        values = {"status": "Closed", "closed_on": getdate(), "open_key": None}
        frappe.db.set_value("Alert", {"name": ["in", names]}, values)
    return len(names)


def close_about(beneficiary: str) -> None:
    """Close every alert about a woman. Hook `incubation_person_erased`."""
    standing = {"beneficiary": beneficiary, "status": ["!=", "Closed"]}
    close(frappe.get_all("Alert", filters=standing, pluck="name"))


def reopen(standing: list[dict]) -> int:
    """Open again what was handled long ago and is still true."""
    days = frappe.db.get_single_value("Alert Settings", "reopen_after_days") or 0
    oldest: date = getdate(add_days(getdate(), -days))
    names = [row.name for row in standing if row.status == "Handled" and getdate(row.handled_on) <= oldest]
    if names:
        frappe.db.set_value("Alert", {"name": ["in", names]}, {"status": "Open"})
    return len(names)
