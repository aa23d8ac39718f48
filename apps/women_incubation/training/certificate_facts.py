"""Which training paths women have completed: for the rules of eligibility."""

from datetime import date

import frappe


def completed_paths(women: list[str], on: date) -> list[tuple[str, str]]:
    """(woman, path) for each certificate that was issued by the day and is valid.

    Hook `incubation_training_facts`.
    """
    certificate = frappe.qb.DocType("Certificate")
    query = (
        frappe.qb.from_(certificate)
        .select(certificate.beneficiary, certificate.training_path)
        .where(certificate.beneficiary.isin(women) & (certificate.status == "Valid"))
        .where(certificate.issued_on <= on)
    )
    return query.run()
