"""Which fields of a document differ from the stored ones, and what to do about those that may not.

The comparison is made before any value is derived, child tables included, and does not mind the different
ways in which a form, REST and the database write the same value.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model import no_value_fields, table_fields
from frappe.model.document import Document
from frappe.utils import cast, cstr, flt

from women_incubation.audit.errors import FieldsFrozen

NUMBERS = ("Int", "Check", "Float", "Currency", "Percent")
MOMENTS = ("Date", "Datetime", "Time")


def refuse_unless(doc: Document, before: Document, allowed: frozenset[str]) -> None:
    """Raise FieldsFrozen naming every changed field that is not allowed ("*" allows all)."""
    if "*" in allowed:
        return
    frozen = changed_fields(doc, before) - allowed - written_by_server(doc)
    if frozen:
        throw_frozen(doc, frozen, before.workflow_state)


def refuse(doc: Document, fields: Iterable[str]) -> None:
    """Raise FieldsFrozen when one of the fields came with another value than the stored (or blank) one."""
    before = doc.get_doc_before_save() or frappe.new_doc(doc.doctype)
    sent = (changed_fields(doc, before) & set(fields)) - written_by_server(doc)
    if sent:
        throw_frozen(doc, sent, before.workflow_state or doc.workflow_state)


def restore(doc: Document, fields: Iterable[str]) -> None:
    """Give the fields their stored value back; a new document starts with the blank ones."""
    before = doc.get_doc_before_save() or frappe.new_doc(doc.doctype)
    for field in set(fields) - written_by_server(doc):
        doc.set(field, before.get(field))


def written_by_server(doc: Document) -> set[str]:
    """The fields that code of ours said it writes in this save."""
    return set(doc.flags.written_by_server or ())


def changed_fields(doc: Document, before: Document) -> set[str]:
    """Names of the fields whose value differs from `before`, the state aside."""
    return {
        field.fieldname
        for field in doc.meta.fields
        if holds_value(field) and field.fieldname != "workflow_state"
        if value_of(doc, field) != value_of(before, field)
    }


def holds_value(field: Document) -> bool:
    """Whether the field has something stored, a child table included."""
    stored = field.fieldtype not in no_value_fields or field.fieldtype in table_fields
    return stored and not field.get("is_virtual")


def value_of(doc: Document, field: Document) -> object:
    """A field's value in one comparable form."""
    value = doc.get(field.fieldname)
    if field.fieldtype in table_fields:
        return [row_values(row) for row in value or []]
    if field.fieldtype in NUMBERS:
        return flt(value, precision_of(field))
    if value in (None, ""):
        return ""
    return cast(field.fieldtype, value) if field.fieldtype in MOMENTS else cstr(value)


def precision_of(field: Document) -> int:
    """Digits after the point that the database keeps."""
    return int(field.precision or (2 if field.fieldtype == "Currency" else 9))


def row_values(row: Document) -> list[object]:
    """A child row as its name and the values of its fields."""
    return [row.name, *[value_of(row, field) for field in row.meta.fields if holds_value(field)]]


def throw_frozen(doc: Document, fields: Iterable[str], state: str | None) -> None:
    """Name the fields by their labels."""
    labels = ", ".join(sorted(_(doc.meta.get_label(field)) for field in fields))
    frappe.throw(
        _("In the state {0} these fields stay as they are: {1}.").format(_(state or "-"), labels),
        FieldsFrozen,
        title=_("Fields Are Frozen"),
    )
