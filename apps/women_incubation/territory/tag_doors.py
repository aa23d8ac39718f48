"""Frappe's tags without its holes: it writes before it asks, and lists the tagged rows of every territory."""

import frappe
from frappe.desk.doctype.tag.tag import add_tag as frappe_add_tag
from frappe.desk.doctype.tag.tag import remove_tag as frappe_remove_tag


@frappe.whitelist(methods=["POST"])
def add_tag(tag: str, dt: str, dn: str, color: str | None = None) -> str:
    """Tag a row that the user may write."""
    frappe.has_permission(dt, "write", dn, throw=True)
    return frappe_add_tag(tag, dt, dn, color)


@frappe.whitelist(methods=["POST"])
def add_tags(tags: str | list, dt: str, docs: str | list, color: str | None = None) -> None:
    """Tag rows, all of which the user may write."""
    for name in frappe.parse_json(docs):
        for tag in frappe.parse_json(tags):
            add_tag(tag, dt, name, color)


@frappe.whitelist(methods=["POST"])
def remove_tag(tag: str, dt: str, dn: str) -> None:
    """Untag a row that the user may write."""
    frappe.has_permission(dt, "write", dn, throw=True)
    frappe_remove_tag(tag, dt, dn)


@frappe.whitelist(methods=["GET", "POST"])
def get_tagged_docs(doctype: str, tag: str) -> list[list[str]]:
    """The rows with a tag that the user may read, as [name] each."""
    rows = frappe.get_list(doctype, filters={"_user_tags": ["like", f"%{tag}%"]}, pluck="name", limit=0)
    return [[name] for name in rows]
