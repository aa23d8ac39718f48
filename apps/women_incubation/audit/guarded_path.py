"""A document that moves along a Workflow, guarded in the document itself.

Frappe checks state and role when a document is saved, but not self-approval, not which fields a state allows,
not the jump through `docstatus`, and Administrator passes everywhere. Here the document checks, so Desk, REST
v1 and v2, `apply_workflow`, bulk actions, imports and a plain `save()` all meet the same guards. The path
itself stays data: states, transitions and roles are read from the Workflow.

A controller lists the steps, in this order:

    def validate(self):
        self.restore_server_written()      # or refuse_server_written()
        self.check_docstatus_is_zero()
        self.check_editable()
        ...                                # its own derived values and checks
        self.follow_path()                 # transition, role, guard, before_move

    def on_update(self):
        self.finish_move()                 # after_move, audit entry
"""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_workflow, get_workflow_name

from women_incubation.audit import frozen_fields
from women_incubation.audit.entries import record
from women_incubation.audit.errors import DocstatusRefused, MoveNotAllowed, NotFirstState, StateUnknown


class GuardedPath:
    """Mixin before Document, for a document with `workflow_state`. A subclass fills in what is its own.

    GUARDS: action -> function(doc) that raises when the move is not due; it may read `doc.flags.move`
    (action, old, new, role). An action without one is refused to everybody.
    EDITABLE: state -> role -> the fields a holder of the role may change in it; "*" as the role stands for
    whoever may write, "*" among the fields for all fields. A table's name stands for the whole table.
    SERVER_WRITTEN: fields that no client writes, in any state.

    Code of ours that saves other fields names them first: `doc.flags.written_by_server = {"coach"}`.
    """

    GUARDS: ClassVar[Mapping[str, Callable[[Any], None]]] = {}
    EDITABLE: ClassVar[Mapping[str, Mapping[str, frozenset[str]]]] = {}
    SERVER_WRITTEN: ClassVar[frozenset[str]] = frozenset()

    def before_move(self, action: str, old: str, new: str) -> None:
        """Values that the move sets on this document; the same save writes them."""

    def after_move(self, action: str, old: str, new: str) -> None:
        """Effects of the move on other documents, in the same transaction."""

    def acting_roles(self) -> frozenset[str]:
        """The roles in which the user acts on this document: those given to them.

        A subclass takes away what does not hold here, such as a woman's role on a project that is not hers.
        """
        return roles_by_assignment(frappe.session.user)

    # ------------------------------------------------------------------ the steps of validate

    def restore_server_written(self) -> None:
        """Put back every value that only our code writes, whatever the client sent."""
        frozen_fields.restore(self, type(self).SERVER_WRITTEN)

    def refuse_server_written(self) -> None:
        """Raise FieldsFrozen when the client sent another value for a field that only our code writes."""
        frozen_fields.refuse(self, type(self).SERVER_WRITTEN)

    def check_docstatus_is_zero(self) -> None:
        """Raise DocstatusRefused on any try to submit or cancel."""
        if self.docstatus != 0:
            self._throw_docstatus()

    def check_editable(self) -> None:
        """Raise FieldsFrozen naming every changed field that the stored state forbids this user."""
        before = self.get_doc_before_save()
        if not before:
            return self._check_start()
        by_role = type(self).EDITABLE.get(before.workflow_state, {})
        roles = self.acting_roles() | {"*"}
        allowed = frozenset().union(*(fields for role, fields in by_role.items() if role in roles))
        return frozen_fields.refuse_unless(self, before, allowed)

    def follow_path(self) -> None:
        """If the state changed: find the transition the user may make, run its guard and `before_move`.

        Raises MoveNotAllowed (403), StateUnknown, NotFirstState, and whatever the guard raises.
        """
        before = self.get_doc_before_save()
        self.flags.move = None
        if not before:
            return self._check_start()
        old, new = before.workflow_state, self.workflow_state
        if old == new:
            return None
        self.flags.move = move = self._allowed_move(old, new)
        guard = type(self).GUARDS.get(move.action)
        if not guard:
            throw_unguarded(move.action)
        guard(self)
        return self.before_move(move.action, old, new)

    # ------------------------------------------------------------------ the step of on_update

    def finish_move(self) -> None:
        """Run `after_move` and record what happened."""
        move = self.flags.move
        if move:
            self.flags.move = None
            self.after_move(move.action, move.old, move.new)
            record("state_changed", self, move=move.action, from_state=move.old, to_state=move.new)
        elif not self.get_doc_before_save():
            record("created", self, state=self.workflow_state)

    # ------------------------------------------------------------------ other ways round the path

    def before_discard(self) -> None:
        """A draft is withdrawn or rejected along its path, never discarded."""
        self._throw_docstatus()

    def before_cancel(self) -> None:
        """See check_docstatus_is_zero."""
        self._throw_docstatus()

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """The name is on signed papers and in the audit chain."""
        frappe.throw(_("This document keeps its name."), MoveNotAllowed)

    def on_trash(self) -> None:
        """Only a document that never left its first state can be deleted."""
        if self.workflow_state != first_state(self.doctype):
            frappe.throw(_("This document has begun its path and can no longer be deleted."), MoveNotAllowed)
        record("deleted", self, state=self.workflow_state)

    # ------------------------------------------------------------------ inner parts

    def _throw_docstatus(self) -> None:
        frappe.throw(
            _("This document is never submitted, cancelled or discarded. Use the actions of its path."),
            DocstatusRefused,
        )

    def _check_start(self) -> None:
        first = first_state(self.doctype)
        self.workflow_state = self.workflow_state or first
        if self.workflow_state != first:
            frappe.throw(_("A new document starts in the state {0}.").format(_(first)), NotFirstState)

    def _allowed_move(self, old: str, new: str) -> dict:
        transitions = transitions_between(self.doctype, old, new)
        roles = self.acting_roles()
        mine = [row for row in transitions if row.allowed in roles and self._may_approve(row)]
        if not mine:
            throw_not_allowed(transitions, old, new)
        return frappe._dict(action=mine[0].action, old=old, new=new, role=mine[0].allowed)

    def _may_approve(self, transition: Document) -> bool:
        return bool(transition.allow_self_approval) or frappe.session.user != self.owner


def roles_by_assignment(user: str) -> frozenset[str]:
    """The roles given to this user. Administrator has only those that somebody gave him.

    `frappe.get_roles` answers "all of them" for Administrator; a duty in the programme is a person's.
    """
    if user != "Administrator":
        return frozenset(frappe.get_roles(user))
    given = {"parenttype": "User", "parent": user}
    return frozenset(frappe.get_all("Has Role", filters=given, pluck="role"))


def first_state(doctype: str) -> str:
    """Where the Workflow of this document starts."""
    return workflow_of(doctype).states[0].state


def workflow_of(doctype: str) -> Document:
    """The active Workflow. Raises StateUnknown when there is none: without it nothing may move."""
    if not get_workflow_name(doctype):
        frappe.throw(
            _("The path of {0} is not active. Activate its workflow.").format(_(doctype)), StateUnknown
        )
    return get_workflow(doctype)


def transitions_between(doctype: str, old: str, new: str) -> list[Document]:
    """The Workflow's transitions from one state to the other. Raises StateUnknown for an unknown state."""
    workflow = workflow_of(doctype)
    if new not in {row.state for row in workflow.states}:
        frappe.throw(_("The state {0} is not known to this path.").format(new or "-"), StateUnknown)
    return [row for row in workflow.transitions if (row.state, row.next_state) == (old, new)]


def throw_unguarded(action: str) -> None:
    """An action that a site added to its Workflow has nothing that checks it, so nobody may take it."""
    sentence = _("The step {0} has no rule that guards it. Take it out of the workflow.")
    frappe.throw(sentence.format(_(action)), MoveNotAllowed, title=_("Step Not Allowed"))


def throw_not_allowed(transitions: list[Document], old: str, new: str) -> None:
    """Say whether the step does not exist or belongs to others."""
    if not transitions:
        message = _("There is no step from {0} to {1}.").format(_(old), _(new))
    else:
        roles = ", ".join(sorted({_(row.allowed) for row in transitions}))
        message = _("The step from {0} to {1} belongs to: {2}. You do not hold that role here.")
        message = message.format(_(old), _(new), roles)
    frappe.throw(message, MoveNotAllowed, title=_("Step Not Allowed"))
