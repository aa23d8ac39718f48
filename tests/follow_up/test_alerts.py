"""Alerts: raised for what is true, once; closed when it is over; worked off by a coordinator."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from tests.factories import unique
from tests.factories.people import give_consent, make_beneficiary, make_woman_with_account
from tests.factories.rows import bare_row
from tests.factories.targeting import make_referral
from tests.factories.territory import OTHER_PROVINCE, PROVINCE, REGION, make_commune
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.queries import counted_queries
from tests.rights.asking import ask, erase
from women_incubation.audit.errors import FieldsFrozen
from women_incubation.follow_up import api
from women_incubation.follow_up.alerts import handling, raising, sources
from women_incubation.follow_up.alerts.assigning import Coordinators
from women_incubation.follow_up.errors import AlertRefused
from women_incubation.follow_up.report.alerts_to_handle import alerts_to_handle
from women_incubation.people.alert_finding import Finding

LONG_AGO = -400


@pytest.fixture
def silent_woman(db) -> str:
    """Selected and registered long ago; nobody met her since."""
    woman = make_beneficiary(selection_status="Selected").name
    frappe.db.set_value("Beneficiary", woman, "registered_on", add_days(today(), LONG_AGO))
    return woman


def alerts_about(woman: str, **filters: str) -> list[dict]:
    """Her alerts."""
    fields = ["name", "kind", "status", "assigned_to", "since", "unit", "open_key"]
    return frappe.get_all("Alert", filters={"beneficiary": woman, **filters}, fields=fields)


def found(source: object) -> set[str]:
    """The women that a source names."""
    return {finding.beneficiary for finding in source()}


def test_no_contact_is_raised_once_and_closed_by_a_contact(silent_woman):
    raising.refresh("No Contact")
    raising.refresh("No Contact")
    [alert] = alerts_about(silent_woman, kind="No Contact")
    assert (alert.status, alert.unit) == ("Open", PROVINCE)
    assert getdate(alert.since) == getdate(add_days(today(), LONG_AGO))
    give_consent(silent_woman)
    raising.refresh("No Contact")
    [alert] = alerts_about(silent_woman, kind="No Contact")
    assert (alert.status, alert.open_key) == ("Closed", None)


def test_what_comes_back_is_raised_again(silent_woman):
    raising.refresh("No Contact")
    consent = give_consent(silent_woman)
    raising.refresh("No Contact")
    frappe.db.delete("Consent", {"name": consent.name})
    raising.refresh("No Contact")
    states = sorted(alert.status for alert in alerts_about(silent_woman, kind="No Contact"))
    assert states == ["Closed", "Open"]


def test_the_key_holds_when_two_jobs_raise_the_same(silent_woman):
    finding = sources.about("No Contact", frappe.get_doc("Beneficiary", silent_woman), getdate())
    raising.raise_alerts([finding])
    raising.raise_alerts([finding])
    assert len(alerts_about(silent_woman)) == 1


@pytest.mark.parametrize(
    ("doctype", "values", "counts"),
    [
        ("Session Attendance", {"session_date": "day", "status": "Present"}, True),
        ("Session Attendance", {"session_date": "day", "status": "Absent"}, False),
        ("Situation Assessment", {"assessed_on": "day"}, True),
        ("Referral", {"referred_on": "day"}, True),
        ("Integration Follow-up", {"done_on": "day", "status": "Done"}, True),
        ("Integration Follow-up", {"done_on": "day", "status": "Due"}, False),
        ("Coaching Visit", {"visit_date": "day"}, True),
        ("Project Milestone", {"reached_on": "day", "status": "Reached"}, True),
        ("Project Milestone", {"reached_on": "day", "status": "Planned"}, False),
        ("Module Result", {"graded_on": "day"}, True),
        ("Selection Appeal", {"filed_on": "day"}, True),
        ("Project Appeal", {"lodged_on": "day"}, True),
        ("Project Proposal", {"submitted_on": "day"}, True),
        ("Project Proposal", {"submitted_on": None}, False),
        ("Consent", {"given_on": "2001-01-01", "withdrawn_on": "day"}, True),
        ("Session Feedback", {}, True),
    ],
)
def test_what_counts_as_contact(silent_woman, doctype, values, counts):
    day = add_days(today(), -3)
    row = {field: day if value == "day" else value for field, value in values.items()}
    bare_row(doctype, PROVINCE, beneficiary=silent_woman, **row)
    assert (silent_woman not in found(sources.no_contact)) is counts


def test_a_contact_still_to_come_hides_none_that_was(silent_woman):
    for days, counts in ((3, False), (-3, True)):
        bare_row("Coaching Visit", PROVINCE, beneficiary=silent_woman, visit_date=add_days(today(), days))
        assert (silent_woman not in found(sources.no_contact)) is counts


@pytest.mark.parametrize(("read_on", "counts"), [(None, False), ("2001-01-01", False), ("today", True)])
def test_a_message_that_she_opened_in_the_app_is_a_contact(db, read_on, counts):
    woman = make_woman_with_account(selection_status="Selected")
    woman.db_set("registered_on", add_days(today(), LONG_AGO))
    bare_row("Notice", PROVINCE, user=woman.user, read_on=today() if read_on == "today" else read_on)
    assert (woman.name not in found(sources.no_contact)) is counts


@pytest.mark.parametrize(("status", "on_her_path"), [("Selected", True), ("Registered", False)])
def test_only_women_on_their_path_are_missed(db, status, on_her_path):
    woman = make_beneficiary(selection_status=status).name
    frappe.db.set_value("Beneficiary", woman, "registered_on", add_days(today(), LONG_AGO))
    assert (woman in found(sources.no_contact)) is on_her_path


def test_the_settings_say_after_how_many_days(silent_woman):
    settings = frappe.get_doc("Alert Settings")
    settings.no_contact_days = -LONG_AGO + 1
    settings.save()
    assert silent_woman not in found(sources.no_contact)
    settings.no_contact_days = 0
    with pytest.raises(AlertRefused):
        settings.save()


def test_a_step_that_lasts_too_long(silent_woman):
    assert silent_woman in found(sources.stalled_step)
    bare_row(
        "Selection Row",
        PROVINCE,
        beneficiary=silent_woman,
        decided_on=add_days(today(), -2),
        status="Selected",
    )
    assert silent_woman not in found(sources.stalled_step)


def test_who_left_a_group_stands_still_since_her_last_session(silent_woman):
    day = add_days(today(), -3)
    bare_row("Session Attendance", PROVINCE, beneficiary=silent_woman, session_date=day, status="Present")
    assert silent_woman not in found(sources.stalled_step)


def test_trained_long_ago_and_no_project(silent_woman):
    frappe.db.set_value("Beneficiary", silent_woman, "stage", "Trained")
    assert silent_woman not in found(sources.stalled_step)  # nothing says when
    day = add_days(today(), -90)
    bare_row("Session Attendance", PROVINCE, beneficiary=silent_woman, session_date=day, status="Late")
    assert silent_woman in found(sources.stalled_step)


def test_a_service_that_does_not_answer(silent_woman):
    late = make_referral(silent_woman, referred_on=add_days(today(), -9), due_on=add_days(today(), -1))
    raising.refresh("Overdue Referral")
    [alert] = alerts_about(silent_woman, kind="Overdue Referral")
    assert alert.status == "Open"
    late.outcome = "Received"
    late.save()
    raising.refresh("Overdue Referral")
    assert [row.status for row in alerts_about(silent_woman, kind="Overdue Referral")] == ["Closed"]


def test_the_nearest_coordinator_with_the_least_to_do_gets_it(db):
    commune = make_commune().name
    far, first, second = (user_with("Coordinator", unit).name for unit in (REGION, commune, commune))
    elsewhere = user_with("Coordinator", OTHER_PROVINCE).name
    disabled = user_with("Coordinator", commune, enabled=0).name
    coordinators = Coordinators()
    given = [coordinators.next_for(commune) for _number in range(4)]
    assert sorted(given) == sorted([first, second] * 2)
    assert far not in given and elsewhere not in given and disabled not in given
    assert Coordinators().next_for(None) is None


def test_the_number_of_queries_does_not_grow_with_the_women(db):
    def findings(number: int) -> list[Finding]:
        return [
            Finding("No Contact", None, "Beneficiary", unique("W"), PROVINCE, getdate())
            for _n in range(number)
        ]

    with counted_queries() as few:
        raising.raise_alerts(findings(2))
    with counted_queries() as many:
        raising.raise_alerts(findings(200))
    assert len(many) == len(few)


def test_a_coordinator_handles_her_alerts_and_no_others(silent_woman):
    coordinator = user_with("Coordinator", PROVINCE).name
    stranger = user_with("Coordinator", OTHER_PROVINCE).name
    raising.refresh("No Contact")
    [alert] = alerts_about(silent_woman)
    frappe.db.set_value("Alert", alert.name, "assigned_to", coordinator)
    with acting_as(stranger), pytest.raises(frappe.PermissionError):
        handling.handle(alert.name, "Called her")
    with acting_as(coordinator):
        [shown] = [row for row in api.my_alerts()["alerts"] if row["name"] == alert.name]
        assert "Nobody has been in contact with her since" in shown["sentence"]
        assert shown["days"] == -LONG_AGO
        with pytest.raises(AlertRefused):
            handling.handle(alert.name, "  ")
        key = unique("key")
        first = api.handle_alert(key, alert.name, "Called her")
        assert api.handle_alert(key, alert.name, "Called her") == first
        assert alert.name not in [row["name"] for row in api.my_alerts()["alerts"]]
    row = frappe.get_doc("Alert", alert.name)
    assert (row.status, row.note, row.handled_by) == ("Handled", "Called her", coordinator)


def test_a_handled_alert_returns_when_its_cause_lasts(silent_woman):
    raising.refresh("No Contact")
    [alert] = alerts_about(silent_woman)
    frappe.db.set_value("Alert", alert.name, {"status": "Handled", "handled_on": add_days(today(), -5)})
    raising.refresh("No Contact")
    assert [row.status for row in alerts_about(silent_woman)] == ["Handled"]
    frappe.db.set_value("Alert", alert.name, "handled_on", add_days(today(), -31))
    raising.refresh("No Contact")
    assert [row.status for row in alerts_about(silent_woman)] == ["Open"]


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"kind": "Absences"}, FieldsFrozen),
        ({"since": "2026-01-01"}, FieldsFrozen),
        ({"status": "Closed"}, AlertRefused),
        ({"assigned_to": "Administrator"}, AlertRefused),
    ],
)
def test_nobody_changes_what_was_found(silent_woman, change, refusal):
    raising.refresh("No Contact")
    doc = frappe.get_doc("Alert", alerts_about(silent_woman)[0].name)
    doc.update(change)
    with pytest.raises(refusal):
        doc.save()


def test_an_alert_is_handed_to_a_coordinator_of_the_place_only(silent_woman):
    raising.refresh("No Contact")
    doc = frappe.get_doc("Alert", alerts_about(silent_woman)[0].name)
    doc.assigned_to = user_with("Coordinator", OTHER_PROVINCE).name
    with pytest.raises(frappe.PermissionError):
        doc.save()
    doc.reload()
    doc.assigned_to = user_with("Coordinator", PROVINCE).name
    doc.save()


def test_nobody_raises_an_alert_by_hand(db):
    with pytest.raises(AlertRefused):
        frappe.get_doc({"doctype": "Alert", "kind": "Absences", "since": today(), "status": "Open"}).insert()


def test_every_source_answers_and_speaks_of_its_own_kind(db):
    kinds = frappe.get_meta("Alert").get_field("kind").options.split("\n")
    for kind in frappe.get_hooks("incubation_alert_sources"):
        assert kind in kinds
        assert set(raising.refresh(kind)) == {"raised", "closed", "reopened"}


def test_deleting_what_an_alert_speaks_of_is_not_held_up(db):
    group = bare_row("Training Group", PROVINCE)
    bare_row("Alert", PROVINCE, reference_doctype="Training Group", reference_name=group)
    frappe.delete_doc("Training Group", group)
    assert not frappe.db.exists("Training Group", group)


def test_the_work_list_shows_ones_own_or_everybodys_of_the_place(silent_woman):
    mine, other = (user_with("Coordinator", PROVINCE).name for _n in range(2))
    raising.refresh("No Contact")
    [alert] = alerts_about(silent_woman)
    frappe.db.set_value("Alert", alert.name, "assigned_to", mine)

    def shown(user: str, **filters: int) -> bool:
        with acting_as(user):
            _columns, rows, _message, _chart = alerts_to_handle.execute(filters)
        return alert.name in [row["name"] for row in rows]

    assert (shown(mine, mine=1), shown(other, mine=1), shown(other)) == (True, False, True)
    assert not shown(user_with("Coordinator", OTHER_PROVINCE).name)


def test_an_erased_woman_is_no_longer_on_the_list_and_her_alert_says_nothing(silent_woman):
    raising.refresh("No Contact")
    officer = user_with("Data Protection Officer", PROVINCE).name
    request = ask(officer, silent_woman)
    [alert] = alerts_about(silent_woman)
    frappe.db.set_value("Alert", alert.name, "note", "Called her sister Malika")
    erase(officer, request)
    raising.refresh("No Contact")
    [alert] = alerts_about(silent_woman)
    assert (alert.status, alert.open_key) == ("Closed", None)
    assert frappe.db.get_value("Alert", alert.name, ["note", "detail"]) in [(None, None), ("", "")]
