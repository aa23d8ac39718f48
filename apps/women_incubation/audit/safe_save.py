"""A document whose save cannot be talked out of its checks.

A request's body is poured into the document's own attributes (`Document.update`), whatever its keys. So a
client can send names that are not fields, and Frappe then obeys them:

    "_action": "discard"     skips validate() and on_update() altogether, and still writes the row
    "EDITABLE", "GUARDS"...  hide the class's own tables of rules
    "meta"                   hides the document's description from the checks

A body can also name, in a table, a row of *another* document: Frappe moves that row over here. It can set
`owner` and `creation`. And a deadlock inside a save is a server error to the client. All of it ends here.
"""

from collections.abc import Callable
from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.errors import DocstatusRefused, ForeignRow
from women_incubation.audit.retry import is_conflict, throw_try_again

CHILD_SET_BY_FRAPPE = {"_table_fieldnames", "_non_computed_table_fieldnames"}


class SafeSave(Document):
    """Base of every document that holds rules: save, insert and load as Frappe's, without the doors above.

    A conflict with another request is answered "try again" (409, TryAgain), by REST and Desk too, which no
    request boundary of ours surrounds. Such a document has no docstatus but 0.
    """

    def save(self, *args: Any, **kwargs: Any) -> "SafeSave":
        """As Frappe's."""
        drop_smuggled_attributes(self)
        return _or_try_again(super().save, *args, **kwargs)

    def insert(self, *args: Any, **kwargs: Any) -> "SafeSave":
        """As Frappe's."""
        drop_smuggled_attributes(self)
        return _or_try_again(super().insert, *args, **kwargs)

    def load_from_db(self) -> "SafeSave":
        """As Frappe's."""
        return _or_try_again(super().load_from_db)

    def load_children_from_db(self) -> "SafeSave":
        """As Frappe's, without locking the rows of tables that the document's own lock keeps still.

        Rows change with their document only. So when this transaction's snapshot shows the document as the
        locking read did, it shows the rows too, and a plain read of them is current. Locked by their parent,
        an empty table locks the gap in the index, and two neighbours then wait for each other to insert.
        """
        if not (self.flags.for_update and is_current_in_snapshot(self)):
            return super().load_children_from_db()
        self.flags.for_update = False
        try:
            return super().load_children_from_db()
        finally:
            self.flags.for_update = True

    def check_if_latest(self) -> None:
        """As Frappe's; then what came with the request is held against the stored document."""
        super().check_if_latest()
        before = self.get_doc_before_save()
        if before:
            self.owner, self.creation = before.owner, before.creation
        refuse_foreign_rows(self, before)
        if self.docstatus != 0:
            throw_docstatus()

    def update_children(self) -> None:
        """As Frappe's, without its DELETE for the tables from which no row was taken.

        `delete ... where parent = x and name not in (...)` locks the gap behind the parent's rows. Two
        documents whose rows are neighbours in the index then wait for each other to insert: thirty who sign
        contracts at once would be told to try again thirty times.
        """
        asked = self.flags.ignore_children_type or ()
        self.flags.ignore_children_type = [*asked, *tables_without_removals(self, self.get_doc_before_save())]
        try:
            super().update_children()
        finally:
            self.flags.ignore_children_type = asked

    def before_discard(self) -> None:
        """Discarding would set docstatus 2 without a save."""
        throw_docstatus()


def drop_smuggled_attributes(doc: Document) -> None:
    """Forget every attribute of the document and its rows that hides something of its class.

    Frappe's own cached properties go too; they are computed again when they are needed.
    """
    _drop(doc, {"_action"}, keep=set())
    for table in frappe.get_meta(doc.doctype).get_table_fields():
        for row in doc.__dict__.get(table.fieldname) or []:
            _drop(row, set(), keep=CHILD_SET_BY_FRAPPE)


def refuse_foreign_rows(doc: Document, before: Document | None) -> None:
    """Raise ForeignRow when a row that is not new was not in this document's same table before."""
    for table in doc.meta.get_table_fields():
        own = {row.name for row in before.get(table.fieldname)} if before else set()
        for row in doc.get(table.fieldname):
            if not row.is_new() and row.name not in own and _exists(row):
                frappe.throw(
                    _("{0}, row {1}: this row belongs to another document.").format(_(table.label), row.idx),
                    ForeignRow,
                )


def is_current_in_snapshot(doc: Document) -> bool:
    """Whether a plain read in this transaction sees the document as its locking read gave it."""
    return str(frappe.db.get_value(doc.doctype, doc.name, "modified")) == str(doc.modified)


def tables_without_removals(doc: Document, before: Document | None) -> set[str]:
    """The kinds of rows of which the document still holds every stored one."""
    tables = doc.meta.get_table_fields()
    removed = {
        table.options
        for table in tables
        if before is None
        or {row.name for row in before.get(table.fieldname)} - {row.name for row in doc.get(table.fieldname)}
    }
    return {table.options for table in tables} - removed


def throw_docstatus() -> None:
    """Say that this document is not of the kind that is submitted."""
    frappe.throw(_("This document is never submitted, cancelled or discarded."), DocstatusRefused)


def _exists(row: Document) -> bool:
    return bool(frappe.db.exists(row.doctype, row.name))


def _drop(doc: Document, names: set[str], keep: set[str]) -> None:
    fields = set(frappe.get_meta(doc.doctype).get_valid_columns())
    fields |= {table.fieldname for table in frappe.get_meta(doc.doctype).get_table_fields()}
    hiding = {key for key in doc.__dict__ if hasattr(type(doc), key)}
    for key in (hiding | names & doc.__dict__.keys()) - fields - keep:
        del doc.__dict__[key]


def _or_try_again(call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return call(*args, **kwargs)
    except Exception as error:
        if is_conflict(error):
            throw_try_again()
        raise
