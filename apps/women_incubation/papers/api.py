"""The doors to printed papers."""

import frappe
from frappe import _

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import files_of, kind_of, kinds_of
from women_incubation.papers.register import print_paper

LANGUAGES = ("ar", "fr", "both")
DOOR = "women_incubation.papers.api.paper"


@frappe.whitelist(methods=["GET"])
@retry_on_conflict
def paper(kind: str, name: str, language: str = "both") -> None:
    """Show the PDF of a document's paper; `language` is ar, fr or both. Needs the right to print it."""
    chosen = kind_of(kind)
    checked_language(language)
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
    """What can be printed of this document: {"kind", "label" in the user's language, "method" to call}."""
    if not frappe.has_permission(doctype, "print"):
        return []
    kinds = [kind for kind in kinds_of(doctype) if kind.shown_to_user()]
    papers = [{"kind": kind.name, "label": _(kind.label), "method": DOOR} for kind in kinds]
    return papers + [{"label": _(file.label), "method": file.door} for file in files_of(doctype)]


def checked_language(language: str) -> None:
    """Raises NotPrinted for a language that no paper is printed in."""
    if language not in LANGUAGES:
        frappe.throw(_("Choose Arabic, French or both."), NotPrinted)
