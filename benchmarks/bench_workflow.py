"""P7, beside the race: one step by `apply_workflow` on a guarded payment, and on a plain Frappe document.

The plain side is a custom document with the same fields of its own and a Workflow of two states, without any
guard, audit entry, digest or separation. So the figure says what these cost.
"""

import statistics
import time

import frappe
from frappe.model.workflow import apply_workflow

from benchmarks.pairs import PAIRS
from tests.factories.disbursement import make_payment, make_running_project, make_team
from tests.helpers.acting import acting_as

PLAIN, STEPS = "Bench Plain Payment", 10
FIELDS = (("project", "Data"), ("amount", "Currency"), ("payee_name", "Data"), ("rib", "Data"))


def run() -> None:
    """Print steps a second on both sides, the median of the pairs and their spread."""
    make_plain_document()
    team = make_team()
    frappe.db.commit()
    guarded, plain = [], []
    for pair in range(PAIRS + 1):
        ours, theirs = guarded_payments(team), plain_documents()
        figures = rate(ours, "Verify", team.controller), rate(theirs, "Verify", "Administrator")
        if pair:  # the first pair warms up
            guarded.append(figures[0])
            plain.append(figures[1])
    shares = [ours / theirs for ours, theirs in zip(guarded, plain, strict=True)]
    print(
        f"P7, apply_workflow: {statistics.median(guarded):.0f} guarded steps a second, plain Frappe's"
        f" {statistics.median(plain):.0f} ({statistics.median(shares):.2f} of its speed, from"
        f" {min(shares):.2f} to {max(shares):.2f}, {PAIRS} pairs)"
    )


def rate(docs: list, action: str, user: str) -> float:
    """Steps a second, one transaction each."""
    with acting_as(user):
        start = time.perf_counter()
        for doc in docs:
            apply_workflow(doc, action)
            frappe.db.commit()
        return len(docs) / (time.perf_counter() - start)


def guarded_payments(team: object) -> list:
    """Requested payments of one project."""
    project = make_running_project(tranches=[STEPS * 100])
    made = [make_payment(project, team, "Requested", amount=100) for _ in range(STEPS)]
    frappe.db.commit()
    return made


def plain_documents() -> list:
    """Documents of the plain kind in their first state."""
    values = {"project": "PRJ", "amount": 100, "payee_name": "Zineb", "rib": "0" * 24}
    made = [frappe.get_doc({"doctype": PLAIN, **values}).insert() for _ in range(STEPS)]
    frappe.db.commit()
    return made


def make_plain_document() -> None:
    """The document and its Workflow, from Requested to Verified."""
    fields = [{"fieldname": name, "fieldtype": kind, "label": name} for name, kind in FIELDS]
    permission = {"role": "System Manager", "read": 1, "write": 1, "create": 1}
    values = {"name": PLAIN, "module": "Custom", "custom": 1, "fields": fields, "permissions": [permission]}
    frappe.get_doc({"doctype": "DocType", **values}).insert()
    states = [
        {"state": state, "doc_status": "0", "allow_edit": "System Manager"}
        for state in ("Requested", "Verified")
    ]
    step = {"state": "Requested", "action": "Verify", "next_state": "Verified", "allowed": "System Manager"}
    flow = {"workflow_name": PLAIN, "document_type": PLAIN, "is_active": 1, "send_email_alert": 0}
    flow |= {"workflow_state_field": "workflow_state", "states": states, "transitions": [step]}
    frappe.get_doc({"doctype": "Workflow", **flow}).insert()
    frappe.db.commit()
