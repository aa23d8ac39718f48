"""Whoever changes a woman's phone or e-mail could log in as her by a code: the old address is told.

The message concerns the safety of her own file, so it goes without a consent to messages.
"""

from frappe import _
from frappe.model.document import Document

from women_incubation.notices import door

ADDRESSES = ("phone", "email")


def changed_addresses(woman: Document, before: Document | None) -> dict[str, str]:
    """The addresses that she had and that this save takes away or replaces."""
    if not before:
        return {}
    return {
        name: before.get(name)
        for name in ADDRESSES
        if before.get(name) and before.get(name) != woman.get(name)
    }


def tell_old_addresses(woman: Document, before: Document | None) -> None:
    """Tell each of them, in her language. Nothing when her file is emptied by a service."""
    if woman.flags.by_service:
        return
    language = woman.preferred_language or "ar"
    for name, address in changed_addresses(woman, before).items():
        door.tell(
            **{name: address},
            language=language,
            subject=_("Your file has changed", lang=language),
            body=_(
                "This address was replaced in your file. If you did not ask for it, tell the programme.",
                lang=language,
            ),
            reference=woman,
            purpose="Safety",
        )
