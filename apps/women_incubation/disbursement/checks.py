"""What any payment must respect in any state. One check each; called by its controller."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.disbursement import history
from women_incubation.disbursement.errors import AmountRefused
from women_incubation.disbursement.signed_content import FIELDS
from women_incubation.funding.money import centimes_of, to_currency
from women_incubation.people.identifiers import check_rib


def fill_from_project(doc: Document) -> None:
    """Beneficiary and unit are the project's, whatever the client sent."""
    found = doc.project and frappe.db.get_value("Project Proposal", doc.project, ["beneficiary", "unit"])
    doc.beneficiary, doc.unit = found or (None, None)


def check_amount(doc: Document) -> None:
    """An amount above zero, exact to the centime."""
    centimes = centimes_of(doc, "amount")
    if not centimes:
        frappe.throw(_("The amount must be above zero."), AmountRefused)
    doc.amount = to_currency(centimes)


def check_payee(doc: Document) -> None:
    """A RIB with the right key, written as 24 digits; the payee's name without blanks around it."""
    doc.rib = check_rib(doc.rib)
    doc.payee_name = (doc.payee_name or "").strip()


def note_preparer(doc: Document) -> None:
    """Whoever creates or changes the request leaves a trace; a returned one is its requester's alone."""
    before = doc.get_doc_before_save()
    changed = changed_fields(doc, before) & FIELDS if before else set()
    if changed:
        history.require_original_requester(doc)
    history.note_preparer(doc, changed)
