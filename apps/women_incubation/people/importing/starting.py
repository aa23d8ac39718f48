"""Starts the runs of imports, and starts again those that were stopped in the middle."""

import hashlib
from pathlib import Path

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.people.importing import columns
from women_incubation.people.importing.errors import BadFile, ImportIsRunning
from women_incubation.people.importing.running import COUNTS, PHASES, file_path

HOURS = 3600
FROM = {"Checking": ("Draft", "Checked", "Refused"), "Importing": ("Checked",)}


def start(doc: Document, status: str) -> None:
    """Put an import into "Checking" or "Importing", its counts at nothing; one that stopped there goes on.

    Raises ImportIsRunning when it has not been checked, BadFile when the file is not the checked one, and
    ColumnsRefused.
    """
    if doc.status == status:
        return
    if doc.status not in FROM[status]:
        frappe.throw(_("Check the file first; a finished import is not started again."), ImportIsRunning)
    content = Path(file_path(doc.file)).read_bytes()
    if hashlib.sha256(content).hexdigest() != doc.digest:
        frappe.throw(_("The file has changed since it was chosen. Choose it again."), BadFile)
    columns.check({row.heading: row.field for row in doc.columns}, [row.heading for row in doc.columns])
    frappe.db.delete("Import Row", {"beneficiary_import": doc.name})
    fresh = {
        "position": 1,
        "rows_done": 0,
        "message": None,
        "problems_file": None,
        **dict.fromkeys(COUNTS.values(), 0),
    }
    doc.db_set({**fresh, "status": status})
    record("import_started", doc, phase=status, digest=doc.digest)


def enqueue(name: str) -> None:
    """Run the import in the background once what we wrote is committed; not twice at the same time."""
    frappe.enqueue(
        "women_incubation.people.importing.running.run",
        name=name,
        queue="long",
        timeout=6 * HOURS,
        job_id=f"beneficiary-import-{name}",
        deduplicate=True,
        enqueue_after_commit=True,
    )


def go_on_with_stopped() -> None:
    """Every ten minutes: a run whose worker was killed goes on where it stopped."""
    for name in frappe.get_all("Beneficiary Import", filters={"status": ["in", list(PHASES)]}, pluck="name"):
        enqueue(name)
