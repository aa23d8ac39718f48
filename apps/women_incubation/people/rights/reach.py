"""What belongs to a woman: her file, what links to it, what links to that, and the rows of their tables.

Read from the descriptions of the app's documents, so that a new document takes part without being named here.
A row in another document's table (her place in a group's list) is hers; the document around it is not.
"""

from collections.abc import Iterator

import frappe
from frappe.model import table_fields

PERSON = "Beneficiary"
REQUEST = "Rights Request"
Reach = dict[str, set[str]]


def reach_of(beneficiary: str) -> Reach:
    """document type -> names of the rows that are hers, child rows included; empty ones are left out."""
    reach: Reach = {PERSON: {beneficiary}}
    for doctype, names in naming(beneficiary):
        reach.setdefault(doctype, set()).update(names)
    waiting = list(reach.items())
    while waiting:
        doctype, names = waiting.pop()
        for other, found in pointing_at(doctype, names):
            new = found - reach.setdefault(other, set())
            reach[other] |= new
            if new and not frappe.get_meta(other).istable:
                waiting.append((other, new))
    add_table_rows(reach)
    return {doctype: names for doctype, names in reach.items() if names}


def pointing_at(doctype: str, names: set[str]) -> Iterator[tuple[str, set[str]]]:
    """The rows of the app's documents that link to any of these rows."""
    for other in our_documents():
        for field in frappe.get_meta(other).fields:
            if field.fieldtype == "Link" and field.options == doctype:
                where = {field.fieldname: ["in", sorted(names)]}
            elif field.fieldtype == "Dynamic Link":
                where = {field.options: doctype, field.fieldname: ["in", sorted(names)]}
            else:
                continue
            yield other, set(frappe.get_all(other, filters=where, pluck="name"))


def naming(beneficiary: str) -> Iterator[tuple[str, set[str]]]:
    """The rows that name her file or her account without a link to her file.

    Hook `incubation_person_names`: document -> its field that holds the name.
    """
    user = frappe.db.get_value(PERSON, beneficiary, "user")
    names = [beneficiary, user] if user else [beneficiary]
    for doctype, fields in frappe.get_hooks("incubation_person_names", {}).items():
        for field in fields:
            yield doctype, set(frappe.get_all(doctype, filters={field: ["in", names]}, pluck="name"))


def add_table_rows(reach: Reach) -> None:
    """The rows of the tables of her documents."""
    for doctype, names in list(reach.items()):
        for table in frappe.get_meta(doctype).fields:
            if table.fieldtype in table_fields:
                where = {"parenttype": doctype, "parent": ["in", sorted(names)]}
                rows = frappe.get_all(table.options, filters=where, pluck="name")
                reach.setdefault(table.options, set()).update(rows)


def our_documents() -> list[str]:
    """The documents of the app that have rows, but for requests like the one that asks."""
    modules = frappe.get_module_list("women_incubation")
    where = {"module": ["in", modules], "issingle": 0, "is_virtual": 0, "name": ["!=", REQUEST]}
    return frappe.get_all("DocType", filters=where, pluck="name", order_by="name")
