"""What Frappe keeps beside a document: versions, comments, messages, tasks, search, deleted copies."""

import re

import frappe

from women_incubation.people.rights.reach import Reach

# document of Frappe's -> the two fields by which a row names the document that it is about
TRACES = {
    "Version": ("ref_doctype", "docname"),
    "Comment": ("reference_doctype", "reference_name"),
    "Communication": ("reference_doctype", "reference_name"),
    "Communication Link": ("link_doctype", "link_name"),
    "Email Queue": ("reference_doctype", "reference_name"),
    "Notification Log": ("document_type", "document_name"),
    "Activity Log": ("reference_doctype", "reference_name"),
    "Access Log": ("export_from", "reference_document"),
    "View Log": ("reference_doctype", "reference_name"),
    "Error Log": ("reference_doctype", "reference_name"),
    "ToDo": ("reference_type", "reference_name"),
    "Tag Link": ("document_type", "document_name"),
    "DocShare": ("share_doctype", "share_name"),
    "Document Follow": ("ref_doctype", "ref_docname"),
    "Workflow Action": ("reference_doctype", "reference_name"),
    "Deleted Document": ("deleted_doctype", "deleted_name"),
    "Event Participants": ("reference_doctype", "reference_docname"),
}
SIDE_COLUMNS = ("_user_tags", "_comments", "_assign", "_liked_by", "_seen")
BATCH = 500


def traces_of(reach: Reach) -> dict[str, list[str]]:
    """Frappe's document -> names of its rows about documents of hers."""
    found: dict[str, list[str]] = {}
    for trace, (type_field, name_field) in TRACES.items():
        for doctype, names in reach.items():
            where = {type_field: doctype, name_field: ["in", sorted(names)]}
            rows = frappe.get_all(trace, filters=where, pluck="name")
            if rows:
                found.setdefault(trace, []).extend(rows)
    return found


def deleted_copies(reach: Reach) -> list[str]:
    """Deleted documents whose copy names her file or another document of hers."""
    names = sorted(name for names in reach.values() for name in names)
    table, found = frappe.qb.DocType("Deleted Document"), set()
    for start in range(0, len(names), BATCH):
        pattern = '"(' + "|".join(re.escape(name) for name in names[start : start + BATCH]) + ')"'
        query = frappe.qb.from_(table).select(table.name).where(table.data.regexp(pattern))
        found |= {row[0] for row in query.run()}
    return sorted(found)


def delete_traces(reach: Reach) -> None:
    """Delete them, rows of the mail queue with their recipients; and what the search knows."""
    for trace, names in traces_of(reach).items():
        delete_rows(trace, names)
    delete_rows("Deleted Document", deleted_copies(reach))
    for doctype, names in reach.items():
        search = frappe.qb.Table("__global_search")
        frappe.qb.from_(search).delete().where(
            (search.doctype == doctype) & search.name.isin(sorted(names))
        ).run()
        empty_side_columns(doctype, names)


def delete_rows(doctype: str, names: list[str]) -> None:
    """Delete rows, and the rows of their tables."""
    for start in range(0, len(names), BATCH):
        part = names[start : start + BATCH]
        for table in frappe.get_meta(doctype).get_table_fields():
            frappe.db.delete(table.options, {"parenttype": doctype, "parent": ["in", part]})
        frappe.db.delete(doctype, {"name": ["in", part]})


def empty_side_columns(doctype: str, names: set[str]) -> None:
    """Tags, comments and likes that Frappe keeps in the row itself."""
    there = set(frappe.db.get_table_columns(doctype)) & set(SIDE_COLUMNS)
    if there:
        where = {"name": ["in", sorted(names)]}
        frappe.db.set_value(doctype, where, dict.fromkeys(there), update_modified=False)
