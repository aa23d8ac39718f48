"""Certificates: issued when a path is completed, revoked with a reason, issued again with a link.

A woman has one valid certificate of a path: `valid_key` is unique while it is valid, and empty afterwards.
Its name is its number, given without gaps for others to guess at: the check page goes by the paper's token.
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.naming import make_autoname
from frappe.utils import now, today

from women_incubation.audit.bulk_rows import inserted, stamp
from women_incubation.audit.entries import record
from women_incubation.papers import register
from women_incubation.training.errors import CertificateRefused
from women_incubation.training.gate import Gate, explain
from women_incubation.training.permissions import may_resolve
from women_incubation.training.review import checked_reason

PAPER = "certificate"  # the kind of paper that is printed of it
SERIES = "ATT-.YYYY.-.#####"
MOST_AT_ONCE = 50
ISSUED = "issued"
IDENTICAL = "identical"
REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Issue:
    """What became of one woman: issued, identical (she has it already) or refused with the reason."""

    beneficiary: str
    outcome: str
    certificate: str | None = None
    message: str = ""


def issue_for_group(group: str, beneficiaries: list[str]) -> list[Issue]:
    """Issue what is due to these members of a group; one answer each, in their order.

    Raises PermissionError, CertificateRefused for a list that is none, and the database's conflict errors.
    """
    document = group_for_issuing(group)
    if not isinstance(beneficiaries, list) or not 0 < len(beneficiaries) <= MOST_AT_ONCE:
        sentence = _("Send the names of 1 to {0} people at once.")
        frappe.throw(sentence.format(MOST_AT_ONCE), CertificateRefused)
    valid = valid_certificates(document.path, [str(name) for name in beneficiaries])
    members = document.beneficiaries()
    return [issue_to(str(name), document, members, valid) for name in beneficiaries]


def issue_to(beneficiary: str, group: Document, members: set[str], valid: dict[str, str]) -> Issue:
    """One woman's certificate. `valid` holds who has one already, and grows."""
    if beneficiary not in members:
        return Issue(beneficiary, REFUSED, message=_("This person is not a member of the group."))
    if beneficiary in valid:
        return Issue(beneficiary, IDENTICAL, valid[beneficiary], _("The certificate was issued before."))
    gate = explain(beneficiary, group.path)
    if not gate.passed:
        return Issue(beneficiary, REFUSED, message=gate.reason)
    valid[beneficiary] = insert_certificate(beneficiary, group, gate)
    return Issue(beneficiary, ISSUED, valid[beneficiary])


def group_for_issuing(group: str) -> Document:
    """The group, in the territory of a coordinator. Raises PermissionError."""
    document = frappe.get_doc("Training Group", group)
    if not may_resolve(frappe.session.user) or not document.has_permission("read"):
        throw_not_coordinator()
    return document


def throw_not_coordinator() -> None:
    """Say whose work this is."""
    frappe.throw(
        _("Only a coordinator of its territory issues or revokes certificates."), frappe.PermissionError
    )


def valid_certificates(path: str, beneficiaries: list[str]) -> dict[str, str]:
    """The valid certificate of each of these women, in one query."""
    filters = {"training_path": path, "beneficiary": ["in", beneficiaries], "status": "Valid"}
    return dict(frappe.get_all("Certificate", filters=filters, fields=["beneficiary", "name"], as_list=True))


def insert_certificate(beneficiary: str, group: Document, gate: Gate, replaces: str | None = None) -> str:
    """Write the row. Two at the same moment: the second starts over, and finds the first's."""
    row = {
        "name": make_autoname(SERIES, "Certificate"),
        "beneficiary": beneficiary,
        "training_path": group.path,
        "training_group": group.name,
        "unit": group.unit,
        "issued_on": today(),
        "issued_by": frappe.session.user,
        "attended_minutes": gate.attended_minutes,
        "held_minutes": gate.held_minutes,
        "attendance_percent": gate.percent,
        "test_percent": gate.test_percent or 0,
        "status": "Valid",
        "replaces": replaces,
        "valid_key": f"{beneficiary}/{group.path}",
        **stamp(),
    }
    if not inserted("Certificate", [row]):
        raise frappe.QueryDeadlockError("Somebody else issued it just now")
    record("certificate_issued", frappe.get_doc("Certificate", row["name"]), group=group.name)
    return row["name"]


def revoke(name: str, reason: str) -> None:
    """Take a certificate back; it stays visible as revoked, with the reason.

    Raises PermissionError, ReasonMissing, CertificateRefused.
    """
    certificate = certificate_to_end(name)
    reason = checked_reason(reason)
    end(certificate, reason)
    register.revoke("Certificate", certificate.name, PAPER, reason)


def reissue(name: str, reason: str) -> str:
    """Replace a certificate that was lost or is wrong by a new, linked one. Returns the new number.

    Raises as `revoke`, and CertificateRefused when the path is not completed any more.
    """
    certificate = certificate_to_end(name)
    reason = checked_reason(reason)
    gate = explain(certificate.beneficiary, certificate.training_path)
    if not gate.passed:
        frappe.throw(gate.reason, CertificateRefused)
    end(certificate, reason)
    group = frappe.get_doc("Training Group", certificate.training_group)
    new = insert_certificate(certificate.beneficiary, group, gate, replaces=certificate.name)
    frappe.db.set_value("Certificate", certificate.name, "replaced_by", new)
    register.replace("Certificate", certificate.name, PAPER, new, reason)
    return new


def certificate_to_end(name: str) -> Document:
    """A valid certificate in a coordinator's territory, locked."""
    certificate = frappe.get_doc("Certificate", name, for_update=True)
    if not may_resolve(frappe.session.user) or not certificate.has_permission("read"):
        throw_not_coordinator()
    if certificate.status != "Valid":
        frappe.throw(_("The certificate {0} is revoked already.").format(name), CertificateRefused)
    return certificate


def end(certificate: Document, reason: str) -> None:
    """Write the revocation on the certificate."""
    ended = {"status": "Revoked", "status_reason": reason, "valid_key": None}
    by = {"revoked_on": now(), "revoked_by": frappe.session.user}
    frappe.db.set_value("Certificate", certificate.name, ended | by)
    record("certificate_revoked", certificate)
