"""What the data-protection officer's form calls."""

import json

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.audit.retry import retry_on_conflict
from women_incubation.people.rights import export
from women_incubation.people.rights.erasure import refuse_if_anything_stands_against_it
from women_incubation.people.rights.errors import RequestClosed
from women_incubation.people.rights.officers import OFFICER
from women_incubation.people.rights.plan import plan_erasure

ERASE_JOB = "women_incubation.people.rights.erasure.erase"


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def make_export(name: str) -> dict[str, str]:
    """Build the ZIP of an Export. Answers {file_url, expires_on}."""
    doc = open_request(name, "Export", ("Asked",))
    export.make_export(doc)
    return {"file_url": doc.file, "expires_on": str(doc.expires_on)}


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def dry_run(name: str) -> dict:
    """What an Erasure would change (see `plan_erasure`). Changes nothing but the request."""
    doc = open_request(name, "Erasure", ("Asked", "Checked"))
    plan = plan_erasure(doc.beneficiary)
    values = {"plan": json.dumps(plan, indent=1), "status": "Checked"}
    doc.db_set(values, update_modified=False)
    record("erasure_checked", doc, beneficiary=doc.beneficiary, refused=len(plan["refused"]))
    return plan


@frappe.whitelist(methods=["POST"])
@retry_on_conflict
def start_erasure(name: str) -> dict[str, str]:
    """Erase, in the background, after a dry run. Raises ErasureRefused. Answers {status}."""
    doc = open_request(name, "Erasure", ("Checked", "Running"))
    if doc.status == "Checked":
        refuse_if_anything_stands_against_it(doc.beneficiary)
        record("erasure_started", doc, beneficiary=doc.beneficiary)
    doc.db_set("status", "Running", update_modified=False)
    enqueue_erasure(doc.name)
    return {"status": doc.status}


def open_request(name: str, kind: str, states: tuple[str, ...]) -> Document:
    """The request, locked. For data-protection officers in whose territory she lives."""
    frappe.only_for(OFFICER)
    doc = frappe.get_doc("Rights Request", name, for_update=True)
    doc.check_permission("write")
    if doc.kind != kind or doc.status not in states:
        frappe.throw(
            _("This request is in the state {0}: this step does not follow.").format(_(doc.status)),
            RequestClosed,
        )
    return doc


def enqueue_erasure(name: str) -> None:
    """Run the job after the commit; one that runs already does the work."""
    frappe.enqueue(
        ERASE_JOB,
        queue="long",
        timeout=3600,
        job_id=f"erasure/{name}",
        deduplicate=True,
        enqueue_after_commit=True,
        request=name,
    )


def go_on_with_stopped() -> None:
    """Each night: erasures whose worker was killed."""
    for name in frappe.get_all("Rights Request", {"kind": "Erasure", "status": "Running"}, pluck="name"):
        enqueue_erasure(name)
