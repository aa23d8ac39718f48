"""Which rows of this room's documents are a woman's own (hook `incubation_own_rows`)."""

import frappe

from women_incubation.people.services import own_beneficiary

NOTHING = "1=0"


def own_disbursements(user: str) -> str:
    """Payments of the woman's own projects, once they were requested."""
    beneficiary = own_beneficiary(user)
    if not beneficiary:
        return NOTHING
    mine = f"`tabFunding Disbursement`.`beneficiary` = {frappe.db.escape(beneficiary)}"
    return f"{mine} and `tabFunding Disbursement`.`workflow_state` != 'Draft'"


def own_justifications(user: str) -> str:
    """Justifications of the payments of her own projects."""
    beneficiary = own_beneficiary(user)
    if not beneficiary:
        return NOTHING
    projects = (
        f"select `name` from `tabProject Proposal` where `beneficiary` = {frappe.db.escape(beneficiary)}"
    )
    return f"`tabExpense Justification`.`project` in ({projects})"
