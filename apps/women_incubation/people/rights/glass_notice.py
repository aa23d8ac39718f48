"""The data-protection officer hears of each break-glass, at once."""

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import make_notification_logs
from frappe.model.document import Document

from women_incubation.people.rights.officers import officers_of


def tell_officers(access: Document) -> None:
    """Hook `incubation_glass_broken`: the officers of the document's place, after the access is stored."""
    officers = [user for user in officers_of(access.unit) if user != access.user]
    if not officers:
        return
    subject = _("{0} opened a document outside their territory: {1}.").format(
        access.user, _(access.reference_doctype)
    )
    notice = {
        "type": "Alert",
        "document_type": access.doctype,
        "document_name": access.name,
        "subject": subject,
        "from_user": access.user,
    }
    make_notification_logs(frappe._dict(notice), officers)
