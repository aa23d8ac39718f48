"""Break-glass: one document outside the territory, for hours, for a reason, told and recorded."""

import contextlib

import frappe
import pytest

from tests.factories.incubation import make_idea, make_project, make_staff, submit
from tests.factories.people import give_consent, make_beneficiary
from tests.factories.territory import OTHER_PROVINCE, PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from tests.helpers.doors import DOORS
from women_incubation.audit.errors import FieldsFrozen
from women_incubation.territory.errors import GlassReason, GlassTarget

REASON = "She came to our office with a threat against her life."


@pytest.fixture
def stranger(db) -> str:
    """A coordinator of another region."""
    return user_with("Coordinator", OTHER_PROVINCE).name


@pytest.fixture
def woman(db) -> str:
    return make_beneficiary().name


@pytest.fixture(autouse=True)
def a_request_of_its_own():
    """What Frappe keeps for one request."""
    frappe.local.flags.pop("glass_used", None)
    yield
    frappe.local.flags.pop("glass_used", None)
    frappe.local.flags.pop("commit", None)


def break_glass(who: str, name: str, doctype: str = "Beneficiary", **values: object):
    """What the Desk's form does."""
    asked = {"reference_doctype": doctype, "reference_name": name, "hours": "1", "reason": REASON}
    with acting_as(who):
        return frappe.get_doc({"doctype": "Break Glass Access"} | asked | values).insert()


def reads(user: str, name: str, doctype: str = "Beneficiary") -> bool:
    with acting_as(user):
        return bool(frappe.has_permission(doctype, "read", name))


def entries(action: str, access: str) -> list[str]:
    return frappe.get_all(
        "Audit Entry",
        {"action": action, "reference_doctype": "Break Glass Access", "reference_name": access},
        pluck="detail",
    )


def test_it_opens_the_form_of_one_document_and_what_is_linked_to_it(stranger, woman):
    consent, other = give_consent(woman).name, make_beneficiary().name
    assert not reads(stranger, woman)
    break_glass(stranger, woman)
    assert reads(stranger, woman)
    assert reads(stranger, consent, "Consent")
    assert not reads(stranger, other)


@pytest.mark.parametrize("door", [name for name in DOORS if name != "form_read"])
def test_it_opens_no_other_door(stranger, woman, door):
    break_glass(stranger, woman)
    with acting_as(stranger), contextlib.suppress(frappe.PermissionError):
        assert DOORS[door]("Beneficiary", [woman]) == 0


def test_it_opens_for_its_user_only(stranger, woman):
    break_glass(stranger, woman)
    assert not reads(user_with("Coordinator", OTHER_PROVINCE).name, woman)


def test_it_ends_by_itself(stranger, woman, held_clock):
    held_clock("2026-11-24 09:00:00")
    break_glass(stranger, woman, hours="4")
    held_clock("2026-11-24 12:59:59")
    assert reads(stranger, woman)
    held_clock("2026-11-24 13:00:00")
    assert not reads(stranger, woman)


def test_opening_and_each_use_leave_an_entry(stranger, woman):
    access = break_glass(stranger, woman).name
    assert len(entries("break_glass_opened", access)) == 1
    assert entries("break_glass_used", access) == []
    reads(stranger, woman)
    reads(stranger, woman)  # the same request
    assert entries("break_glass_used", access) == [f'{{"document":"Beneficiary/{woman}"}}']
    frappe.local.flags.pop("glass_used")
    reads(stranger, woman)
    assert len(entries("break_glass_used", access)) == 2


def test_a_use_through_the_web_is_kept_although_reading_writes_nothing(stranger, woman, browser):
    access = break_glass(stranger, woman).name
    frappe.db.commit()
    answer = browser(stranger).get(f"/api/resource/Beneficiary/{woman}")
    assert answer.status_code == 200
    frappe.db.rollback()
    assert entries("break_glass_used", access)


def test_the_data_protection_officer_of_the_place_is_told(stranger, woman):
    officer = user_with("Data Protection Officer", PROVINCE).name
    elsewhere = user_with("Data Protection Officer", OTHER_PROVINCE).name
    access = break_glass(stranger, woman).name
    told = frappe.get_all("Notification Log", {"document_name": access}, pluck="for_user")
    assert officer in told
    assert elsewhere not in told


def test_the_officer_is_told_in_the_inbox_too_in_their_language_and_without_a_name(stranger, woman):
    officer = user_with("Data Protection Officer", PROVINCE, language="fr").name
    access = break_glass(stranger, woman).name
    about = {"reference_doctype": "Break Glass Access", "reference_name": access}
    notices = frappe.get_all("Notice", about, ["user", "channel", "unit", "body"])
    (told,) = [notice for notice in notices if notice.user == officer]
    assert (told.channel, told.unit) == ("In-app", PROVINCE)
    assert told.body.startswith(f"{stranger} a ouvert un document")
    assert frappe.db.get_value("Beneficiary", woman, "full_name") not in told.body
    assert stranger not in [notice.user for notice in notices]


@pytest.mark.parametrize("reason", ["", "because", " . " * 20])
def test_a_reason_is_a_sentence(stranger, woman, reason):
    with pytest.raises(GlassReason):
        break_glass(stranger, woman, reason=reason)


@pytest.mark.parametrize("doctype", ["Audit Entry", "Territorial Assignment", "User", "Break Glass Access"])
def test_some_documents_are_never_opened(stranger, doctype):
    name = frappe.get_all(doctype, pluck="name", limit=1) or ["x"]
    with pytest.raises((GlassTarget, frappe.PermissionError)):
        break_glass(stranger, name[0], doctype)


def test_a_document_that_is_not_there_is_not_opened(stranger):
    with pytest.raises((GlassTarget, frappe.LinkValidationError)):
        break_glass(stranger, "nobody")


def test_who_may_not_read_such_documents_at_home_does_not_here(db, woman):
    with pytest.raises(frappe.PermissionError):
        break_glass(user_with("Payment Officer", OTHER_PROVINCE).name, woman)


def test_the_terms_are_the_servers(stranger, woman):
    sent = {"user": "Administrator", "unit": OTHER_PROVINCE, "expires_at": "2099-01-01 00:00:00"}
    access = break_glass(stranger, woman, **sent)
    assert (access.user, access.unit) == (stranger, PROVINCE)
    assert access.expires_at < frappe.utils.add_to_date(None, hours=2, as_datetime=True)


def test_an_access_is_neither_changed_nor_deleted(stranger, woman):
    access = break_glass(stranger, woman)
    with pytest.raises(FieldsFrozen):
        access.db_set("hours", "8")
        access.save(ignore_permissions=True)
    with pytest.raises(FieldsFrozen):
        frappe.delete_doc("Break Glass Access", access.name, ignore_permissions=True)


def test_who_opened_it_sees_the_access_and_strangers_do_not(stranger, woman):
    access = break_glass(stranger, woman).name
    other = user_with("Coordinator", OTHER_PROVINCE).name
    assert reads(stranger, access, "Break Glass Access")
    assert not reads(other, access, "Break Glass Access")


def test_it_writes_nothing(stranger, woman, browser):
    break_glass(stranger, woman)
    frappe.db.commit()
    person = browser(stranger)
    answers = [
        person.put(f"/api/resource/Beneficiary/{woman}", locality="x"),
        person.call(
            "frappe.client.set_value", doctype="Beneficiary", name=woman, fieldname="locality", value="x"
        ),
        person.call(
            "frappe.desk.form.utils.add_comment",
            reference_doctype="Beneficiary",
            reference_name=woman,
            content="x",
            comment_email=stranger,
            comment_by="x",
        ),
        person.call(
            "frappe.desk.form.assign_to.add", doctype="Beneficiary", name=woman, assign_to=f'["{stranger}"]'
        ),
        person.call("frappe.desk.doctype.tag.tag.add_tag", dt="Beneficiary", dn=woman, tag="x"),
        person.call("frappe.desk.like.toggle_like", doctype="Beneficiary", name=woman, add="Yes"),
        person.post(
            "/api/resource/File",
            file_name="x.txt",
            content="x",
            is_private=1,
            attached_to_doctype="Beneficiary",
            attached_to_name=woman,
        ),
    ]
    assert [answer.status_code for answer in answers] == [403] * len(answers), answers[4].get_data(
        as_text=True
    )
    frappe.db.rollback()
    row = frappe.db.get_value("Beneficiary", woman, ["locality", "_user_tags", "_liked_by", "_comments"])
    assert not any(row)


def test_it_moves_no_money(stranger, browser):
    project = submit(make_idea(), make_staff())
    break_glass(stranger, project.name, "Project Proposal")
    frappe.db.commit()
    answer = browser(stranger).call(
        "frappe.model.workflow.apply_workflow", doc=project.as_json(), action="Withdraw"
    )
    assert answer.status_code == 403
    frappe.db.rollback()
    assert frappe.db.get_value("Project Proposal", project.name, "workflow_state") == project.workflow_state


@pytest.mark.parametrize("hours", ["", "x", "-1", "9999", "99999999999999999999", "nan"])
def test_only_the_hours_that_are_offered(stranger, woman, hours):
    with pytest.raises(frappe.ValidationError):
        break_glass(stranger, woman, hours=hours)


def test_a_call_opens_none_of_its_projects(stranger):
    project = make_project("In Incubation", make_staff())
    break_glass(stranger, project.call, "Call for Projects")
    with acting_as(stranger):
        assert not frappe.has_permission("Project Proposal", "read", project.name)
