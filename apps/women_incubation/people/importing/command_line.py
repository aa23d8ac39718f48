"""A list imported from a terminal: the same document, checks and run as in the Desk."""

from pathlib import Path

import frappe

from women_incubation.people.importing.running import Progress, committed, run
from women_incubation.people.importing.starting import start

NUMBERS = (
    "status",
    "message",
    "rows_total",
    "created_count",
    "invalid_count",
    "duplicate_count",
    "review_count",
)


def import_list(path: Path, unit: str, user: str, check_only: bool, progress: Progress) -> dict:
    """Check a file and, unless told otherwise, take its women in, as `user`; go on if it was begun before.

    The same file for the same place is the same import, so a command that was killed is simply given again.
    Returns the import's name, status, message, counts and the address of the rows to mend.
    Raises what reading the file raises, and PermissionError. Commits.
    """
    frappe.set_user(user)
    doc = committed(_begun_or_new, path, unit)
    for phase in ("Checking",) if check_only else ("Checking", "Importing"):
        if doc.status in ("Draft", "Refused", phase) or (doc.status, phase) == ("Checked", "Importing"):
            committed(start, doc, phase)
            run(doc.name, progress)
            doc.reload()
    return {
        "name": doc.name,
        "problems_file": doc.problems_file,
        **{field: doc.get(field) for field in NUMBERS},
    }


def _begun_or_new(path: Path, unit: str) -> "frappe.Document":
    content = path.read_bytes()
    file = frappe.get_doc({"doctype": "File", "file_name": path.name, "content": content, "is_private": 1})
    doc = frappe.get_doc(
        {"doctype": "Beneficiary Import", "file": file.insert().file_url, "unit": unit}
    ).insert()
    begun = frappe.get_all(
        "Beneficiary Import",
        filters={
            "digest": doc.digest,
            "unit": unit,
            "owner": frappe.session.user,
            "status": ["in", ("Checking", "Importing")],
        },
        pluck="name",
    )
    if not begun:
        return doc
    doc.delete()
    return frappe.get_doc("Beneficiary Import", begun[0])
