"""Which rows of this room's documents are a woman's own (hook `incubation_own_rows`)."""

import frappe

from women_incubation.people.services import own_beneficiary

NOTHING = "1=0"


def own_beneficiary_row(user: str) -> str:
    """Her own file."""
    return f"`tabBeneficiary`.`user` = {frappe.db.escape(user, percent=True)}"


def own_consents(user: str) -> str:
    """What she agreed to herself."""
    woman = own_beneficiary(user)
    return f"`tabConsent`.`beneficiary` = {frappe.db.escape(woman, percent=True)}" if woman else NOTHING
