"""Refusals of this room, each named for its rule."""

import frappe


class AuditKeyMissing(frappe.ValidationError):
    """No key is there to seal an entry with: nothing that must be recorded may happen."""


class AppendOnly(frappe.PermissionError):
    """The row is a record of what happened: nobody changes or deletes it."""


class RecordKept(frappe.PermissionError):
    """The document is a record of what happened: nobody deletes it."""


class CallIncomplete(frappe.ValidationError):
    """A request calls one of our functions without an argument that it needs."""


class ClientKeyInvalid(frappe.ValidationError):
    """The client sent no key, a blank one, or one longer than 140 characters."""


class ClientKeyReused(frappe.ValidationError):
    """The key already stands for another request."""

    http_status_code = 409


class TryAgain(frappe.ValidationError):
    """Two requests met in the database; nothing of this one was written."""

    http_status_code = 409


class MoveNotAllowed(frappe.PermissionError):
    """The path has no such step from this state, or it belongs to a role the user does not hold."""


class NotFirstState(frappe.ValidationError):
    """A document starts at the first state of its path."""


class StateUnknown(frappe.ValidationError):
    """The document has no state, or one that its path does not know."""


class DocstatusRefused(frappe.ValidationError):
    """A guarded document is never submitted, cancelled or discarded: only its path moves it."""


class FieldsFrozen(frappe.ValidationError):
    """A field was changed that stays as it is in this state."""


class ForeignRow(frappe.PermissionError):
    """A table names a row that belongs to another document."""


class RowAlone(frappe.PermissionError):
    """A row of a table was saved or deleted by itself, past its document."""
