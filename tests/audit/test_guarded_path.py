"""The guarded path by itself, on a document whose own rules are left out.

That every door of a real document goes through it is tested with those documents.
"""

import json

import frappe
import pytest
from frappe.model.document import Document

from tests.factories.rows import bare_row
from tests.factories.territory import PROVINCE
from tests.factories.users import user_with
from tests.helpers.acting import acting_as
from women_incubation.audit.errors import (
    DocstatusRefused,
    FieldsFrozen,
    MoveNotAllowed,
    NotFirstState,
    StateUnknown,
)
from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.audit.guarded_path import GuardedPath, roles_by_assignment

DOCTYPE, WORKFLOW = "Project Proposal", "Project Path"
COORDINATOR, COACH = "Incubation Coordinator", "Incubation Coach"


class NotDue(frappe.ValidationError):
    """The guard of this test."""


class Walker(GuardedPath, Document):
    """A project without rules of its own; it notes what is called."""

    EDITABLE = {"Idea": {COORDINATOR: frozenset({"title", "budget_items"}), "*": frozenset({"description"})}}
    SERVER_WRITTEN = frozenset({"submitted_on", "path_steps"})

    def guard(self) -> None:
        self.notes().append("guard " + self.flags.move.role)
        if self.title == "not due":
            raise NotDue

    GUARDS = {"Submit Proposal": guard}

    def before_move(self, action: str, old: str, new: str) -> None:
        self.notes().append(f"before {action}: {old} -> {new}")

    def after_move(self, action: str, old: str, new: str) -> None:
        self.notes().append(f"after {action}: {old} -> {new}")

    def notes(self) -> list[str]:
        return self.flags.setdefault("notes", [])


@pytest.fixture
def coordinator(db) -> str:
    return user_with("Coordinator", PROVINCE).name


def walker(state: str = "Idea", **values: object) -> Walker:
    """A stored project, as it is when its save begins."""
    doc = Walker(DOCTYPE, bare_row(DOCTYPE, PROVINCE, workflow_state=state, **values))
    doc.load_doc_before_save()
    return doc


def go(doc: Walker, state: str) -> Walker:
    """The part of a save that concerns the path."""
    doc.workflow_state = state
    doc.follow_path()
    doc.finish_move()
    return doc


# ------------------------------------------------------------------ moves


def test_a_move_runs_guard_before_and_after_and_is_recorded(coordinator):
    with acting_as(coordinator):
        doc = go(walker(), "Submitted")
    assert doc.notes() == [
        f"guard {COORDINATOR}",
        "before Submit Proposal: Idea -> Submitted",
        "after Submit Proposal: Idea -> Submitted",
    ]
    entry = frappe.get_last_doc("Audit Entry", {"reference_name": doc.name})
    assert (entry.action, entry.actor) == ("state_changed", coordinator)
    assert json.loads(entry.detail) == {
        "from_state": "Idea",
        "move": "Submit Proposal",
        "to_state": "Submitted",
    }


def test_what_the_guard_refuses_goes_no_further(coordinator):
    doc = walker(title="not due")
    with acting_as(coordinator), pytest.raises(NotDue):
        go(doc, "Submitted")
    assert len(doc.notes()) == 1
    assert not frappe.db.exists("Audit Entry", {"reference_name": doc.name})


def test_staying_is_no_move(coordinator):
    with acting_as(coordinator):
        assert go(walker(), "Idea").notes() == []


@pytest.mark.parametrize("role", ["Funder", "Auditor", "Evaluator"])
def test_the_step_belongs_to_its_roles_and_the_message_names_them(db, role):
    with acting_as(user_with(role, PROVINCE)), pytest.raises(MoveNotAllowed) as refusal:
        go(walker(), "Submitted")
    assert refusal.value.http_status_code == 403
    assert COORDINATOR in str(refusal.value)
    assert "Incubation Woman" in str(refusal.value)


def test_administrator_holds_a_role_like_anyone_or_does_not_move(db):
    assert COORDINATOR in frappe.get_roles("Administrator")  # all of them, says Frappe
    assert COORDINATOR not in roles_by_assignment("Administrator")
    with pytest.raises(MoveNotAllowed):
        go(walker(), "Submitted")
    frappe.get_doc("User", "Administrator").append_roles(COORDINATOR)
    given = {"parenttype": "User", "parent": "Administrator", "parentfield": "roles", "role": COORDINATOR}
    bare_row("Has Role", **given)
    assert go(walker(), "Submitted").notes()


@pytest.mark.parametrize("state", ["Approved", "Economically Integrated", "Under Review"])
def test_there_is_no_step_that_the_workflow_does_not_have(coordinator, state):
    with acting_as(coordinator), pytest.raises(MoveNotAllowed, match="no step"):
        go(walker(), state)


@pytest.mark.parametrize("state", [None, "", "Paid", "idea ", "<b>"])
def test_a_state_that_the_path_does_not_know_is_refused(coordinator, state):
    with acting_as(coordinator), pytest.raises(StateUnknown):
        go(walker(), state)


def test_without_an_active_workflow_nothing_moves(coordinator):
    frappe.db.set_value("Workflow", WORKFLOW, "is_active", 0)
    frappe.cache.hdel("workflow", DOCTYPE)
    try:
        with acting_as(coordinator), pytest.raises(StateUnknown, match="not active"):
            go(walker(), "Submitted")
    finally:
        frappe.cache.hdel("workflow", DOCTYPE)


def test_who_made_it_does_not_approve_it_where_the_workflow_says_so(coordinator):
    workflow = frappe.get_doc("Workflow", WORKFLOW)
    for row in workflow.transitions:
        row.allow_self_approval = 0
    workflow.save()
    try:
        theirs = walker()
        with acting_as(coordinator):
            go(theirs, "Submitted")
            with pytest.raises(MoveNotAllowed):
                go(walker(), "Submitted")
    finally:
        frappe.db.rollback()
        frappe.clear_document_cache("Workflow", WORKFLOW)


# ------------------------------------------------------------------ beginnings and ends


def test_a_new_document_starts_at_the_first_state(db):
    doc = Walker({"doctype": DOCTYPE})
    doc.follow_path()
    assert doc.workflow_state == "Idea"
    for check in ("follow_path", "check_editable"):
        later = Walker({"doctype": DOCTYPE, "workflow_state": "Approved"})
        with pytest.raises(NotFirstState, match="Idea"):
            getattr(later, check)()


@pytest.mark.parametrize("docstatus", [1, 2])
def test_a_docstatus_is_refused(db, docstatus):
    doc = walker()
    doc.check_docstatus_is_zero()
    doc.docstatus = docstatus
    with pytest.raises(DocstatusRefused):
        doc.check_docstatus_is_zero()


def test_it_is_neither_discarded_cancelled_nor_renamed(db):
    doc = walker()
    for refused in (doc.before_discard, doc.before_cancel):
        with pytest.raises(DocstatusRefused):
            refused()
    with pytest.raises(MoveNotAllowed):
        doc.before_rename(doc.name, "other")


def test_it_is_deleted_only_before_its_path_began(db):
    walker().on_trash()
    with pytest.raises(MoveNotAllowed):
        walker("Submitted").on_trash()


# ------------------------------------------------------------------ fields


@pytest.mark.parametrize(
    ("role", "state", "values", "frozen"),
    [
        ("Coordinator", "Idea", {"title": "new"}, []),
        ("Coordinator", "Idea", {"description": "new"}, []),
        ("Coordinator", "Idea", {"market": "new"}, ["market"]),
        ("Coordinator", "Submitted", {"title": "new"}, ["title"]),
        ("Coach", "Idea", {"title": "new", "description": "new"}, ["title"]),
        ("Coordinator", "Submitted", {"title": "new", "market": "new"}, ["market", "title"]),
        ("Coordinator", "Submitted", {"workflow_state": "Under Review"}, []),
    ],
)
def test_a_state_and_a_role_say_which_fields_change(db, role, state, values, frozen):
    doc = walker(state, title="old", description="old", market="old")
    doc.update(values)
    with acting_as(user_with(role, PROVINCE)):
        assert refused_labels(doc) == [doc.meta.get_label(name) for name in frozen]


def refused_labels(doc: Walker) -> list[str]:
    """The labels that check_editable names; none when it passes."""
    try:
        doc.check_editable()
    except FieldsFrozen as refusal:
        return str(refusal).split(": ")[1].rstrip(".").split(", ")
    return []


def test_administrator_edits_by_role_too(db):
    doc = walker()
    doc.title = "new"
    with pytest.raises(FieldsFrozen):
        doc.check_editable()


def test_what_only_our_code_writes_is_put_back_or_refused(db):
    doc = walker(submitted_on="2026-01-01")
    doc.submitted_on = "2026-02-02"
    with pytest.raises(FieldsFrozen):
        doc.refuse_server_written()
    doc.restore_server_written()
    assert str(doc.submitted_on) == "2026-01-01"
    doc.submitted_on = "2026-02-02"
    doc.flags.written_by_server = {"submitted_on"}
    doc.restore_server_written()
    doc.refuse_server_written()
    assert doc.submitted_on == "2026-02-02"


@pytest.mark.parametrize(
    ("field", "stored", "sent", "changed"),
    [
        ("title", "a", "a", False),
        ("description", None, "", False),
        ("jobs_planned", 3, "3", False),
        ("jobs_planned", 0, None, False),
        ("jobs_planned", 3, "4", True),
        ("submitted_on", "2026-01-01", "2026-01-01", False),
        ("submitted_on", "2026-01-01", "2026-01-02", True),
        ("submitted_on", "2026-01-01", None, True),
        ("submitted_on", None, "", False),
    ],
)
def test_a_value_written_otherwise_is_the_same_value(db, field, stored, sent, changed):
    doc = walker(**{field: stored})
    doc.set(field, sent)
    assert changed_fields(doc, doc.get_doc_before_save()) == ({field} if changed else set())


def test_a_table_changes_with_each_of_its_rows(db):
    doc = walker()
    table = "budget_items"
    for label in ("A", "B"):
        bare_row(
            "Proposal Budget Item", parent=doc.name, parenttype=DOCTYPE, parentfield=table, label=label, idx=1
        )
    changes = {
        "added": lambda rows: [*rows, {"label": "C"}],
        "removed": lambda rows: rows[:1],
        "edited": lambda rows: [rows[0] | {"label": "other"}, rows[1]],
        "replaced": lambda rows: [rows[0], rows[1] | {"name": None}],
        "reordered": lambda rows: rows[::-1],
    }
    for change in changes.values():
        fresh = Walker(DOCTYPE, doc.name)
        fresh.load_doc_before_save()
        rows = [row.as_dict() for row in fresh.get(table)]
        fresh.set(table, rows)
        assert changed_fields(fresh, fresh.get_doc_before_save()) == set()
        fresh.set(table, change(rows))
        assert changed_fields(fresh, fresh.get_doc_before_save()) == {table}
