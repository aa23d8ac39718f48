"""The doors to printed papers."""

import frappe
from frappe import _

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import kind_of, kinds_of
from women_incubation.papers.register import print_paper

LANGUAGES = ("ar", "fr", "both")


@frappe.whitelist(methods=["GET"])
@retry_on_conflict
def paper(kind: str, name: str, language: str = "both") -> None:
    """Show the PDF of a document's paper; `language` is ar, fr or both. Needs the right to print it."""
    chosen = kind_of(kind)
    if language not in LANGUAGES:
        frappe.throw(_("Choose Arabic, French or both."), NotPrinted)
    doc = frappe.get_doc(chosen.doctype, name)
    doc.check_permission("print")
    if not chosen.shown_to_user():
        frappe.throw(_("You may not see everything that stands on this paper."), frappe.PermissionError)
    printed = print_paper(chosen, doc, language)
    frappe.local.flags.commit = True  # a first print is registered, though the browser only asked to see it
    frappe.response.update(
        type="pdf",
        filename=f"{printed.number}-{language}.pdf",
        filecontent=printed.content,
    )


@frappe.whitelist(methods=["GET"])
def papers_of(doctype: str) -> list[dict]:
    """What can be printed of this document: {"kind", "label" in the user's language}."""
    if not frappe.has_permission(doctype, "print"):
        return []
    return [{"kind": kind.name, "label": _(kind.label)} for kind in kinds_of(doctype) if kind.shown_to_user()]
