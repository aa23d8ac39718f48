"""What keeps a project's money from being given back (hook `incubation_release_checks`)."""

import frappe
from frappe import _
from frappe.model.document import Document

ON_ITS_WAY = ("Requested", "Verified", "Approved", "Second Approval", "Paid")


def payments_on_their_way(project: Document) -> list[dict[str, str]]:
    """One item for each payment that is under way, or paid and not yet confirmed: {field, message}.

    A locking read: the project's own row is locked by the save that asks, and a payment that is being
    requested waits for that row.
    """
    table = frappe.qb.DocType("Funding Disbursement")
    query = (
        frappe.qb.from_(table).select(table.name, table.workflow_state).where(table.project == project.name)
    )
    return [
        {
            "field": "workflow_state",
            "message": _("Payment {0} is {1}. Finish it or reject it first.").format(
                row.name, _(row.workflow_state)
            ),
        }
        for row in query.for_update().run(as_dict=True)
        if row.workflow_state in ON_ITS_WAY
    ]
