"""Titles of links: a document names what it links to, and Frappe adds the title without asking for that row.

A coordinator may read a document that links a woman of another territory; her name is not hers to read.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.desk.form.load import getdoc as frappe_getdoc
from frappe.desk.listview import get_group_by_count as frappe_group_by_count
from frappe.model.document import Document

from women_incubation.territory.access import is_scoped

BETWEEN = "::"  # Frappe's keys of titles: document type, this, name
PRINTED = "__link_titles"
Titles = dict[str, str | None]


@frappe.whitelist(methods=["GET", "POST"])
def getdoc(doctype: str, name: str | int) -> list | None:
    """A document for its form; of a linked row that the user may not read only the name."""
    answer = frappe_getdoc(doctype, name)
    if titles := frappe.local.response.get("_link_titles"):
        frappe.local.response["_link_titles"] = readable_titles(titles)
    return answer


@frappe.whitelist(methods=["GET", "POST"])
def get_group_by_count(doctype: str, current_filters: str, field: str) -> list[dict]:
    """The rows of a list counted by a field; of a linked row that the user may not read no title."""
    groups = frappe_group_by_count(doctype, current_filters, field)
    link = frappe.get_meta(doctype).get_field(field)
    if link and link.fieldtype == "Link":
        readable = readable_names(link.options, {group.name for group in groups if group.name})
        for group in groups:
            if group.name not in readable:
                group.pop("title", None)
    return groups


def clean_print(doc: Document, method: str | None = None, settings: object = None) -> None:
    """The same for what a document prints. Hook `before_print`: the titles are gathered by then."""
    if titles := doc.get(PRINTED):
        setattr(doc, PRINTED, readable_titles(titles))


def readable_titles(titles: Titles) -> Titles:
    """The titles; the row's name in place of one that the user may not read."""
    names: dict[str, set[str]] = {}
    for key in titles:
        doctype, name = key.split(BETWEEN, 1)
        names.setdefault(doctype, set()).add(name)
    readable = {doctype: readable_names(doctype, wanted) for doctype, wanted in names.items()}
    return {key: title_or_name(key, title, readable) for key, title in titles.items()}


def title_or_name(key: str, title: str | None, readable: dict[str, set[str]]) -> str | None:
    """What stands for one link."""
    doctype, name = key.split(BETWEEN, 1)
    return title if name in readable[doctype] else name


def readable_names(doctype: str, names: Iterable[str]) -> set[str]:
    """Those of the rows that the user may read: by one list, and one by one what only break-glass opens."""
    wanted = set(names)
    if not is_scoped(doctype):
        return wanted
    if not frappe.has_permission(doctype, "read"):
        return set()
    listed = set(frappe.get_list(doctype, {"name": ["in", sorted(wanted)]}, pluck="name", limit=0))
    there = frappe.get_all(doctype, {"name": ["in", sorted(wanted - listed)]}, pluck="name")
    return listed | {name for name in there if frappe.has_permission(doctype, "read", name)}


def refuse_expanded_links() -> None:
    """Raise PermissionError when a request wants linked rows in place of their names: Frappe's first REST
    gives them whole, whoever asks. Hook `auth_hooks`."""
    if frappe.local.form_dict.get("expand_links"):
        frappe.throw(_("Linked documents are not expanded. Ask for each of them."), frappe.PermissionError)
