"""All valid certificates of a group in one file, to be printed in one go."""

import frappe
from frappe import _

from women_incubation.audit.retry import retry_on_conflict
from women_incubation.papers.api import checked_language
from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.kinds import kind_of
from women_incubation.papers.register import stamp_for
from women_incubation.papers.words import _lt, letterhead
from women_incubation.reports.certificate import certificates
from women_incubation.training.certificates import PAPER
from women_incubation.training.documents import certificate_text

MOST = 500
LABEL = _lt("Certificates of the Group")  # what the hook `incubation_paper_files` calls it in the Desk


@frappe.whitelist(methods=["GET"])
@retry_on_conflict
def group_certificates(name: str, language: str = "both") -> None:
    """Show the PDF, a page for each valid certificate of the group that the user may print."""
    checked_language(language)
    group = frappe.get_doc("Training Group", name)
    group.check_permission("print")
    frappe.has_permission("Certificate", "print", throw=True)
    filters = {"training_group": group.name, "status": "Valid"}
    names = frappe.get_list("Certificate", filters=filters, pluck="name", order_by="name", limit=MOST)
    if not names:
        frappe.throw(_("No certificate of this group is valid. Issue them first."), NotPrinted)
    kind, pages = kind_of(PAPER), []
    for certificate in names:
        doc, stamp = stamp_for(kind, frappe.get_doc("Certificate", certificate), language)
        pages.append((certificate_text(doc), stamp))
    frappe.local.flags.commit = True  # first prints are registered, though the browser only asked to see them
    content = certificates(pages, letterhead(group.unit))
    frappe.response.update(type="pdf", filename=f"{group.name}-{language}.pdf", filecontent=content)
