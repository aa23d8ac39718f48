"""The lists of women that were imported are not kept: after `DAYS_KEPT` days the files go, the counts stay.

Who is erased before that is taken out of them: see `forgetting`.
"""

import frappe
from frappe import _
from frappe.utils import add_days, now

from women_incubation.audit.entries import record
from women_incubation.people.importing.running import PHASES
from women_incubation.people.rights import files

DAYS_KEPT = 30
NOT_BEGUN = ("Draft", "Checked")


def delete_expired() -> None:
    """Each night: the file, the file of problems and the refused rows of imports that nobody touched for
    `DAYS_KEPT` days. One that is running is left to its end."""
    over = {
        "modified": ["<", add_days(now(), -DAYS_KEPT)],
        "status": ["not in", list(PHASES)],
        "file": ["is", "set"],
    }
    for name in frappe.get_all("Beneficiary Import", over, pluck="name"):
        delete_files(name)


def delete_files(name: str) -> None:
    """Delete what holds the women of one import; an import that had not begun cannot begin any more."""
    doc = frappe.get_doc("Beneficiary Import", name, for_update=True)
    hanging = {"attached_to_doctype": doc.doctype, "attached_to_name": doc.name}
    files.delete_files(frappe.get_all("File", hanging, pluck="name"))
    frappe.db.delete("Import Row", {"beneficiary_import": name})
    message = _("The file was deleted {0} days after its last use.").format(DAYS_KEPT)
    status = "Refused" if doc.status in NOT_BEGUN else doc.status
    emptied = {"file": None, "problems_file": None, "message": message, "status": status}
    doc.db_set(emptied, update_modified=False)
    record("import_files_deleted", doc, days=DAYS_KEPT)
