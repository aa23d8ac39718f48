"""Telling a woman something: in her inbox always, by SMS or e-mail with her consent to messages."""

from collections.abc import Callable

import frappe
from frappe.utils import today

from women_incubation.notices import door
from women_incubation.people import consent

Words = Callable[[str], tuple[str, str]]  # language -> (subject, body)


def tell_woman(beneficiary: str, words: Words, purpose: str) -> list[str]:
    """Send her (subject, body) in her language. Returns the notices' names; none when she has no address."""
    woman = frappe.get_doc("Beneficiary", beneficiary)
    agreed = consent.in_force(beneficiary, consent.MESSAGES, today())
    addresses = {
        "user": woman.user,
        "phone": woman.phone if agreed else None,
        "email": woman.email if agreed else None,
    }
    if not any(addresses.values()):
        return []
    language = woman.preferred_language or "ar"
    subject, body = words(language)
    return door.tell(
        **addresses, language=language, subject=subject, body=body, reference=woman, purpose=purpose
    )
