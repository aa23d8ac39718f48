"""Rows and events of attendance have no other door than the service, for Administrator neither."""

import frappe
import pytest

from tests.factories.training import make_session, mark, send, women_of
from women_incubation.audit.errors import AppendOnly

DOCTYPES = ("Session Attendance", "Attendance Event")


@pytest.fixture
def session(db):
    session = make_session()
    send([mark(session, women_of(session)[0])], session)
    return session


def the_row(doctype, session):
    return frappe.get_doc(doctype, {"training_session": session.name})


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_no_insert(session, doctype):
    copy = frappe.copy_doc(the_row(doctype, session))
    copy.beneficiary, copy.client_uuid = women_of(session)[1], frappe.generate_hash()
    with pytest.raises(AppendOnly):
        copy.insert(ignore_permissions=True)


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_no_change(session, doctype):
    doc = the_row(doctype, session)
    doc.status = "Absent"
    with pytest.raises(AppendOnly):
        doc.save(ignore_permissions=True)


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_no_delete(session, doctype):
    with pytest.raises(AppendOnly):
        frappe.delete_doc(doctype, the_row(doctype, session).name, force=True, ignore_permissions=True)


@pytest.mark.parametrize("doctype", DOCTYPES)
def test_no_discard_and_no_rename(session, doctype):
    doc = the_row(doctype, session)
    with pytest.raises(frappe.PermissionError):
        doc.discard()
    with pytest.raises((AppendOnly, frappe.ValidationError)):
        frappe.rename_doc(doctype, doc.name, "another", force=True)


@pytest.mark.parametrize("field", ["resolution", "needs_review", "held_back"])
def test_a_coordinators_answer_is_not_typed_in(session, field):
    doc = the_row("Attendance Event", session)
    doc.set(field, "Accepted" if field == "resolution" else 1)
    with pytest.raises(AppendOnly):
        doc.save()


def test_one_row_a_woman_and_session(session):
    row = frappe.db.get_value("Session Attendance", {"training_session": session.name}, "*", as_dict=True)
    row.name = "second"
    with pytest.raises(Exception) as refused:
        frappe.db.bulk_insert("Session Attendance", list(row), [tuple(row.values())])
    assert frappe.db.is_unique_key_violation(refused.value)


def test_one_event_an_identifier(session):
    row = frappe.db.get_value("Attendance Event", {"training_session": session.name}, "*", as_dict=True)
    row.name = "second"
    with pytest.raises(Exception) as refused:
        frappe.db.bulk_insert("Attendance Event", list(row), [tuple(row.values())])
    assert frappe.db.is_unique_key_violation(refused.value)
