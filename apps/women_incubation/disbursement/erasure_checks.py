"""What of a woman's money stands against the erasure of her data (hook `incubation_erasure_checks`)."""

import frappe
from frappe import _

from women_incubation.disbursement.release_checks import ON_ITS_WAY

PAYMENT, PROJECT = "Funding Disbursement", "Project Proposal"
ENDED = ("Economically Integrated", "Discontinued", "Withdrawn", "Rejected")
NOT_SENT = ("Idea",)


def money_in_flight(beneficiary: str) -> list[str]:
    """One sentence for each payment under way, project that has not ended, and sum to be given back."""
    payments = frappe.get_all(
        PAYMENT,
        filters={"beneficiary": beneficiary, "workflow_state": ["in", ON_ITS_WAY]},
        fields=["name", "workflow_state"],
    )
    projects = frappe.get_all(
        PROJECT,
        filters={"beneficiary": beneficiary, "workflow_state": ["not in", ENDED + NOT_SENT]},
        fields=["name", "workflow_state"],
    )
    unfinished = _("Payment {0} is {1}. Finish it or reject it first.")
    running = _("The project {0} has not ended: it is {1}.")
    return [unfinished.format(row.name, _(row.workflow_state)) for row in payments] + [
        running.format(row.name, _(row.workflow_state)) for row in projects
    ]
