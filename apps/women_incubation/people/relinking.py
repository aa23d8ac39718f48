"""Every row that names one woman made to name another: found through the documents' own descriptions.

Links, tables' rows, dynamic links (comments, tasks, notices), files, and whatever a later app adds. What
records the past by name is left: the audit, logs and versions.
"""

from collections.abc import Iterator
from typing import NamedTuple

import frappe

DOCTYPE = "Beneficiary"
# What was so on its day, and what a merge itself writes.
LEFT_ALONE = frozenset(
    [
        *("Audit Entry", "Break Glass Access", "Client Request", "Duplicate Review", "Beneficiary Key"),
        *("Access Log", "View Log", "Activity Log", "Version", "Deleted Document", "Route History"),
    ]
)


class Place(NamedTuple):
    """A column that can name a woman; `kind_column` says of which document, where it can name others."""

    doctype: str
    column: str
    kind_column: str | None = None


def places() -> Iterator[Place]:
    """Every such column of the site."""
    for field in _fields("Link"):
        if field.options == DOCTYPE:
            yield Place(field.parent, field.fieldname)
    for field in _fields("Dynamic Link"):
        yield Place(field.parent, field.fieldname, field.options)
    yield Place("File", "attached_to_name", "attached_to_doctype")
    for table in frappe.get_meta(DOCTYPE).get_table_fields():
        yield Place(table.options, "parent", "parenttype")


def linked_rows(beneficiary: str) -> dict[Place, list[str]]:
    """The names of the rows that name her, by place; only places that have any."""
    found = {}
    for place in dict.fromkeys(places()):
        where = {place.column: beneficiary}
        if place.kind_column:
            where[place.kind_column] = DOCTYPE
        if names := frappe.get_all(place.doctype, filters=where, pluck="name", order_by="name"):
            found[place] = names
    return found


def relink(removed: str, kept: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Let the rows of `removed` name `kept`. Returns (moved, stayed): document -> names of rows.

    A row stays when `kept` has one that must be alone (a result of the same module): it is kept with the
    pointer. `modified` is left as it is: nobody edited these rows, and a signed one stays what was signed.
    """
    moved: dict[str, list[str]] = {}
    stayed: dict[str, list[str]] = {}
    for place, names in linked_rows(removed).items():
        for name in names:
            kind = moved if _moved(place, name, kept) else stayed
            kind.setdefault(place.doctype, []).append(name)
    return moved, stayed


def _moved(place: Place, name: str, kept: str) -> bool:
    frappe.db.savepoint("relink")
    try:
        frappe.db.set_value(place.doctype, name, place.column, kept, update_modified=False)
    except Exception as error:
        if not frappe.db.is_unique_key_violation(error):
            raise
        frappe.db.rollback(save_point="relink")
        return False
    return True


def _fields(fieldtype: str) -> list[frappe._dict]:
    """The fields of this type in documents with a table of their own, custom ones included."""
    own = frappe.get_all("DocField", {"fieldtype": fieldtype}, ["parent", "fieldname", "options"])
    custom = frappe.get_all(
        "Custom Field", {"fieldtype": fieldtype}, ["dt as parent", "fieldname", "options"]
    )
    stored = set(frappe.get_all("DocType", {"issingle": 0, "is_virtual": 0}, pluck="name")) - LEFT_ALONE
    virtual = {
        (row.parent, row.fieldname)
        for row in frappe.get_all("DocField", {"is_virtual": 1}, ["parent", "fieldname"])
    }
    return [
        row for row in [*own, *custom] if row.parent in stored and (row.parent, row.fieldname) not in virtual
    ]
