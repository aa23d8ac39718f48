"""What a woman agreed to, by purpose."""

from datetime import date

import frappe
from frappe.utils import getdate

ACCOMPANIMENT = "Programme Accompaniment"
CONVERGENCE = "Convergence Check"
MESSAGES = "Messages"
SHARING = "Sharing with Services"
PHOTO = "Photo on the Roster"


def in_force(beneficiary: str, purpose: str, on: date | str) -> bool:
    """Whether her consent for this purpose holds on this day. It ends on the day she withdraws it."""
    return beneficiary in all_in_force([beneficiary], purpose, on)


def all_in_force(beneficiaries: list[str], purpose: str, on: date | str) -> set[str]:
    """Those among the women whose consent for this purpose holds on this day. One query."""
    if not beneficiaries:
        return set()
    consent = frappe.qb.DocType("Consent")
    day = getdate(on)
    query = (
        frappe.qb.from_(consent)
        .select(consent.beneficiary)
        .distinct()
        .where(consent.beneficiary.isin(beneficiaries) & (consent.purpose == purpose))
        .where(consent.given_on <= day)
        .where(consent.withdrawn_on.isnull() | (consent.withdrawn_on > day))
    )
    return set(query.run(pluck=True))
