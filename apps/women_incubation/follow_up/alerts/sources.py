"""The alerts about women that no single room can see: nobody met her, or she stands still."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

import frappe
from frappe.query_builder.functions import Max
from frappe.utils import add_days, getdate

from women_incubation.people.alert_finding import Finding

ON_THEIR_PATH = (
    "Selected",
    "In Training",
    "Trained",
    "Project Submitted",
    "Project Approved",
    "In Incubation",
    "Activity Started",
)
# Meeting a woman or hearing from her leaves one of these: document, its date, what it must say to count.
CONTACTS = (
    ("Session Attendance", "session_date", {"status": ("Present", "Late")}),
    ("Session Feedback", "creation", {}),
    ("Module Result", "graded_on", {}),
    ("Consent", "given_on", {}),
    ("Consent", "withdrawn_on", {}),
    ("Situation Assessment", "assessed_on", {}),
    ("Referral", "referred_on", {}),
    ("Selection Appeal", "filed_on", {}),
    ("Project Proposal", "submitted_on", {}),
    ("Project Proposal", "activity_started_on", {}),
    ("Project Appeal", "lodged_on", {}),
    ("Coaching Visit", "visit_date", {}),  # a coach's or a mentor's
    ("Project Milestone", "reached_on", {"status": ("Reached",)}),
    ("Integration Follow-up", "done_on", {"status": ("Done",)}),
)
SELECTED, TRAINED = "Selected", "Trained"
WOMEN_AT_ONCE = 2000


def no_contact() -> Iterator[Finding]:
    """Women on their path whom nobody met since the day of the settings. Hook `incubation_alert_sources`."""
    limit = days_ago("no_contact_days")
    for women in chunks(women_in(ON_THEIR_PATH)):
        met = last_contacts([woman.name for woman in women])
        for woman in women:
            since = max(met.get(woman.name) or date.min, getdate(woman.registered_on))
            if since < limit:
                yield about("No Contact", woman, since)


def stalled_step() -> Iterator[Finding]:
    """Selected and still in no group, or trained and still without a project. Hook as above."""
    limit = days_ago("stalled_step_days")
    for stage, reached in ((SELECTED, selected_on), (TRAINED, trained_on)):
        for women in chunks(women_in((stage,))):
            days = reached([woman.name for woman in women])
            for woman in women:
                since = days.get(woman.name)
                if since and since < limit:
                    yield about("Stalled Step", woman, since)


def overdue_referrals() -> Iterator[Finding]:
    """Referrals whose service has not answered by its day. Hook as above."""
    for row in frappe.get_all(
        "Referral",
        filters={"outcome": "Waiting", "due_on": ["<", getdate()]},
        fields=["name", "beneficiary", "unit", "due_on"],
    ):
        yield Finding(
            "Overdue Referral", row.beneficiary, "Referral", row.name, row.unit, getdate(row.due_on)
        )


def about(kind: str, woman: dict, since: date) -> Finding:
    """A finding whose reference is the woman's own file."""
    return Finding(kind, woman.name, "Beneficiary", woman.name, woman.unit, since)


def days_ago(setting: str) -> date:
    """The day before which something has lasted too long."""
    return getdate(add_days(getdate(), -(frappe.db.get_single_value("Alert Settings", setting) or 0)))


def women_in(stages: tuple[str, ...]) -> list[dict]:
    """The women in these stages whose file was not merged away."""
    filters = {"stage": ["in", stages], "merged_into": ["is", "not set"]}
    return frappe.get_all("Beneficiary", filters=filters, fields=["name", "unit", "registered_on"])


def chunks(women: list[dict]) -> Iterator[list[dict]]:
    """So many at a time, so that a statement stays of a size."""
    for start in range(0, len(women), WOMEN_AT_ONCE):
        yield women[start : start + WOMEN_AT_ONCE]


def last_contacts(women: list[str]) -> dict[str, date]:
    """woman -> the last day on which somebody met her or heard from her. One query a kind of contact."""
    found: dict[str, date] = {}
    contacts = [latest(doctype, field, women, conditions) for doctype, field, conditions in CONTACTS]
    for woman, day in chain(*contacts, notices_read(women)):
        found[woman] = max(found.get(woman, date.min), getdate(day))
    return found


def latest(
    doctype: str, field: str, women: list[str], conditions: dict[str, tuple[str, ...]]
) -> Iterable[tuple[str, date]]:
    """(woman, last day until today) in one kind of document."""
    table = frappe.qb.DocType(doctype)
    query = frappe.qb.from_(table).select(table.beneficiary, Max(table[field])).groupby(table.beneficiary)
    query = query.where(table.beneficiary.isin(women) & (table[field] < add_days(getdate(), 1)))
    for name, values in conditions.items():
        query = query.where(table[name].isin(values))
    return query.run()


def notices_read(women: list[str]) -> Iterable[tuple[str, date]]:
    """(woman, last day on which she opened a message in the app)."""
    notice, woman = frappe.qb.DocType("Notice"), frappe.qb.DocType("Beneficiary")
    query = frappe.qb.from_(woman).join(notice).on(notice.user == woman.user).groupby(woman.name)
    query = query.where(woman.name.isin(women) & notice.read_on.isnotnull())
    return query.select(woman.name, Max(notice.read_on)).run()


def selected_on(women: list[str]) -> dict[str, date]:
    """woman -> the day of her last selection; of who was selected by hand, the day of her registration.

    Who was in a group and did not complete the path is selected still: since the last session she attended.
    """
    known = frappe.get_all(
        "Beneficiary", filters={"name": ["in", women]}, fields=["name", "registered_on"], as_list=True
    )
    chosen = latest("Selection Row", "decided_on", women, {"status": ("Selected",)})
    return {woman: getdate(day) for woman, day in (*known, *chosen)} | trained_on(women)


def trained_on(women: list[str]) -> dict[str, date]:
    """woman -> the last session that she attended."""
    attended = latest("Session Attendance", "session_date", women, {"status": ("Present", "Late")})
    return {woman: getdate(day) for woman, day in attended}
