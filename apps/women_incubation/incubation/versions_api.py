"""Reading what changed between two submissions of a proposal."""

import frappe

from women_incubation.incubation import comparing


@frappe.whitelist(methods=["GET"])
def compare(project: str, older: int = 0, newer: int = 0) -> dict:
    """{submissions: [{number, sent_at, sent_by}], changes: [{field, label, before, after}]}.

    Without numbers, between the last two. 403 for whoever may not read the project.
    """
    doc = frappe.get_doc("Project Proposal", project)
    doc.check_permission("read")
    rows = [{key: row.get(key) for key in ("number", "sent_at", "sent_by")} for row in doc.submissions]
    return {"submissions": rows, "changes": comparing.compare(doc, older or None, newer or None)}
