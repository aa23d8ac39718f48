"""A field worker registers a woman: her file, what she agrees to, her papers, in one transaction."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import today

from women_incubation.audit.entries import record
from women_incubation.people.duplicates.deciding import require_decider
from women_incubation.people.errors import ReviewClosed
from women_incubation.people.registration_values import Problem, read_values, refuse

MOST_PAPERS = 20


def register(sent: dict) -> Document:
    """Her file, made by the acting user. Raises what the file raises, and RegistrationIncomplete.

    `sent`: her values; `consents` = [{purpose, channel, document}]; `papers` = [{title, file_url}];
    `duplicate_reason`, needed when somebody registered looks the same.
    """
    values = read_values(sent)
    papers, consents = _rows(sent, "papers"), _rows(sent, "consents")
    woman = frappe.get_doc({"doctype": "Beneficiary", **values})
    woman.duplicate_reason = str(sent.get("duplicate_reason") or "")[:1000]
    for paper in papers:
        woman.append("papers", {"title": paper.get("title"), "file": paper.get("file_url")})
    woman.insert()
    for consent in consents:
        give_consent(woman, consent.get("purpose"), consent.get("channel"), consent.get("document"))
    return woman


def give_consent(woman: Document, purpose: str, channel: str, document: str | None = None) -> None:
    """Record what she agrees to today, as part of her registration: whoever registers may record it."""
    values = {"beneficiary": woman.name, "purpose": purpose, "channel": channel, "document": document}
    consent = frappe.get_doc({"doctype": "Consent", "given_on": today(), **values})
    consent.insert(ignore_permissions=True)


def confirm(name: str) -> Document:
    """A coordinator has seen the woman who registered herself: her file counts from now on.

    Raises ReviewClosed while a review of her file is open.
    """
    woman = frappe.get_doc("Beneficiary", name)
    woman.check_permission("write")
    require_decider()
    if woman.registration_status == "Confirmed":
        return woman
    if open_reviews(name):
        frappe.throw(_("Decide first whether she is registered already: a review is open."), ReviewClosed)
    woman.flags.by_service = True
    woman.registration_status = "Confirmed"
    woman.save()
    record("registration_confirmed", woman)
    return woman


def open_reviews(name: str) -> list[str]:
    """The undecided reviews in which her file stands, on either side."""
    pair = {"beneficiary": name, "other": name}
    return frappe.get_all("Duplicate Review", filters={"status": "Open"}, or_filters=pair, pluck="name")


def _rows(sent: dict, field: str) -> list[dict]:
    rows = sent.get(field) or []
    if (
        not isinstance(rows, list)
        or len(rows) > MOST_PAPERS
        or not all(isinstance(row, dict) for row in rows)
    ):
        refuse([Problem(field, _("The papers or consents cannot be read."))])
    return rows
