"""The data-protection officer hears of each break-glass, at once: on the Desk's bell and in the inbox."""

import frappe
from frappe import _
from frappe.desk.doctype.notification_log.notification_log import make_notification_logs
from frappe.model.document import Document

from women_incubation.notices.door import tell
from women_incubation.people.rights.officers import officers_of

PURPOSE = "Break-glass"


def tell_officers(access: Document) -> None:
    """Hook `incubation_glass_broken`: the officers of the document's place, after the access is stored."""
    officers = [user for user in officers_of(access.unit) if user != access.user]
    if not officers:
        return
    notice = {
        "type": "Alert",
        "document_type": access.doctype,
        "document_name": access.name,
        "subject": sentence(access, frappe.local.lang),
        "from_user": access.user,
    }
    make_notification_logs(frappe._dict(notice), officers)
    for officer in officers:
        language = frappe.db.get_value("User", officer, "language") or frappe.local.lang
        tell(
            user=officer,
            language=language,
            subject=_("A document was opened by break-glass", lang=language),
            body=sentence(access, language),
            reference=access,
            purpose=PURPOSE,
        )


def sentence(access: Document, language: str) -> str:
    """Who opened what kind of document, without naming whom it is about."""
    text = _("{0} opened a document outside their territory: {1}.", lang=language)
    return text.format(access.user, _(access.reference_doctype, lang=language))
