"""A file of women to take into the register: checked first, then imported in the background."""

import hashlib
from pathlib import Path

import frappe
from frappe import _

from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.importing import columns, table
from women_incubation.people.importing.errors import ImportIsRunning
from women_incubation.people.importing.running import COUNTS, file_path

OPEN = ("Draft", "Checked", "Refused")
KEPT = (
    "status",
    "message",
    "problems_file",
    "rows_total",
    "rows_done",
    "position",
    "digest",
    "problems_digest",
    "left_out_count",
    *COUNTS.values(),
)


class BeneficiaryImport(SafeSave):
    """The file, the place and the columns are chosen by a person; the rest is written by the run alone."""

    def validate(self) -> None:
        self.keep_what_the_run_wrote()
        check_private_files(self)
        self.read_a_new_file()

    def on_trash(self) -> None:
        if self.status not in OPEN:
            throw_running()
        frappe.db.delete("Import Row", {"beneficiary_import": self.name})

    def keep_what_the_run_wrote(self) -> None:
        """Nobody types in a count; and nothing changes while the run reads, or after it."""
        before = self.get_doc_before_save()
        for field in KEPT:
            self.set(field, before.get(field) if before else None)
        self.status = self.status or "Draft"
        if before and before.status not in OPEN:
            throw_running()

    def read_a_new_file(self) -> None:
        """The headings of a new file, each with the field it seems to hold; what was found before is void."""
        if not self.has_value_changed("file") and not self.is_new():
            if self.status == "Checked":
                self.status = "Draft"  # other columns or another place: to be checked again
            return
        path = Path(file_path(self.file))
        headings = table.read_headings(path)
        found = columns.guess(headings)
        self.set(
            "columns", [{"heading": heading, "field": found.get(heading)} for heading in headings if heading]
        )
        self.digest = hashlib.sha256(path.read_bytes()).hexdigest()
        self.status, self.message = "Draft", None
        self.rows_total = 0


def throw_running() -> None:
    """Say that the import is under way or over."""
    frappe.throw(_("This import is running or finished; it can no longer be changed."), ImportIsRunning)
