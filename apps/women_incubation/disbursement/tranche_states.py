"""How far each tranche of a project has come (hook `incubation_tranche_states`)."""

import frappe

from women_incubation.disbursement.tranches import LIVE


def tranche_states(project: str) -> dict[tuple[int, str], str]:
    """(tranche number, budget line) -> state of its latest payment that is under way or made.

    A tranche that is not there is only planned.
    """
    rows = frappe.get_all(
        "Funding Disbursement",
        filters={"project": project, "workflow_state": ["in", LIVE]},
        fields=["tranche_number", "budget_line", "workflow_state"],
        order_by="creation asc",
    )
    return {(row.tranche_number, row.budget_line): row.workflow_state for row in rows}
