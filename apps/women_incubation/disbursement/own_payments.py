"""Where a woman's money is."""

import frappe

from women_incubation.disbursement.decisions import PAYMENT
from women_incubation.funding.money import to_centimes
from women_incubation.people.services import own_beneficiary


def payments_of_user(user: str) -> list[dict]:
    """The payments of the woman's own projects, the newest first; empty for anybody else.

    Rows: {name, project, project_title, tranche_number, amount_centimes, workflow_state, paid_on, modified}.
    """
    beneficiary = own_beneficiary(user)
    if not beneficiary:
        return []
    payment, project = frappe.qb.DocType(PAYMENT), frappe.qb.DocType("Project Proposal")
    query = (
        frappe.qb.from_(payment)
        .join(project)
        .on(project.name == payment.project)
        .select(payment.name, payment.project, project.title.as_("project_title"), payment.tranche_number)
        .select(payment.amount, payment.workflow_state, payment.paid_on, payment.modified)
        .where((payment.beneficiary == beneficiary) & (payment.workflow_state != "Draft"))
        .orderby(payment.creation, order=frappe.qb.desc)
    )
    return [_shown(row) for row in query.run(as_dict=True)]


def _shown(row: frappe._dict) -> dict:
    return {
        **{key: row[key] for key in ("name", "project", "project_title", "tranche_number", "workflow_state")},
        "amount_centimes": to_centimes(row.amount),
        "paid_on": str(row.paid_on) if row.paid_on else None,
        "modified": str(row.modified),
    }
