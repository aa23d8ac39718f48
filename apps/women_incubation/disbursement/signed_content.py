"""What a signature on a payment covers, as one digest: the frozen fields and the bytes of the evidence."""

import hashlib
import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from women_incubation.disbursement.errors import ContentChanged
from women_incubation.funding.money import centimes_of

# Fixed from the request on. GuardedPath refuses a change of these; the digest proves there was none.
FIELDS = frozenset(
    {"project", "budget_line", "tranche_number", "amount", "payee_name", "rib", "purpose", "evidence"}
)
MISSING = "missing"


def digest_of(doc: Document) -> str:
    """SHA-256, in hex, of everything that is signed."""
    text = json.dumps(content_of(doc), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


def content_of(doc: Document) -> dict:
    """What is signed: the name, the frozen fields, and for each paper its label, address and digest."""
    return {
        "name": doc.name,
        "project": doc.project,
        "budget_line": doc.budget_line,
        "tranche_number": cint(doc.tranche_number),
        "amount_centimes": centimes_of(doc, "amount"),
        "payee_name": doc.payee_name,
        "rib": doc.rib,
        "purpose": doc.purpose or "",
        "evidence": [[row.label, row.file, file_digest(row.file)] for row in doc.evidence],
    }


def file_digest(url: str) -> str:
    """SHA-256, in hex, of the file's bytes; MISSING when there is no such file to read."""
    name = frappe.db.get_value("File", {"file_url": url}) if url else None
    if not name:
        return MISSING
    try:
        content = frappe.get_doc("File", name).get_content(encodings=[])
    except FileNotFoundError:
        return MISSING
    return hashlib.sha256(content if isinstance(content, bytes) else content.encode()).hexdigest()


def require_unchanged(doc: Document, requested: str | None) -> None:
    """Raise ContentChanged unless the content is what the request signed."""
    if digest_of(doc) != requested:
        frappe.throw(
            _("A paper of this payment was changed or removed after the request. Return the payment."),
            ContentChanged,
        )
