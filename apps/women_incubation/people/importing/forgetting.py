"""A woman who is erased is taken out of the lists that are still kept: see `people.rights.erasure`.

In a list her first and last name stand in two cells, and a workbook is no text, so looking for mentions in
files is not enough. The list itself is deleted, whole: once an import is done it is needed no more, and one
that has not begun is sent again without her. From the rows to mend only hers go; the others wait as before.
"""

import csv
import hashlib
import io
import re
from pathlib import Path

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.people.importing import held_rows, problem_file, table
from women_incubation.people.importing.errors import BadFile
from women_incubation.people.importing.running import file_path
from women_incubation.people.rights import files
from women_incubation.people.rights.marks import Marks

NOT_BEGUN = ("Draft", "Checked")


def forget(marks: Marks) -> None:
    """Delete the lists she stands in, and her rows among those to mend. Can be done again."""
    hers = pattern_of(marks)
    with_files = {"file": ["is", "set"], "problems_file": ["is", "set"]}
    for name in frappe.get_all("Beneficiary Import", or_filters=with_files, pluck="name"):
        doc = frappe.get_doc("Beneficiary Import", name, for_update=True)
        in_list, numbers = list_mentions(doc.file, hers), rows_of_hers(doc, hers)
        if numbers:
            leave_out(doc, numbers)
        if in_list:
            delete_list(doc)
        if in_list or numbers:
            record("import_row_erased", doc)


def pattern_of(marks: Marks) -> re.Pattern:
    """What she is recognised by, as Python reads it."""
    text = f"{marks.numbers_and_names}|{marks.addresses}".replace("(?i)", "")
    return re.compile(text, re.IGNORECASE)


def list_mentions(address: str | None, hers: re.Pattern) -> bool:
    """Whether a row of this list is hers. A file that is gone, or cannot be read as a list, has no rows."""
    try:
        rows = table.read_rows(Path(file_path(address))) if address else ()
        return any(is_hers(row.cells, hers) for row in rows)
    except BadFile:
        frappe.clear_last_message()
        return False


def is_hers(cells: list[str], hers: re.Pattern) -> bool:
    """Whether one of her marks stands in the row: her names in neighbouring cells, in either order, too."""
    return bool(hers.search(" ".join(cell for cell in cells if cell)))


def rows_of_hers(doc: Document, hers: re.Pattern) -> list[int]:
    """The numbers of her rows among those to mend."""
    return [int(row[0]) for row in _mend_rows(doc)[1:] if is_hers(row[problem_file.OWN_COLUMNS :], hers)]


def leave_out(doc: Document, numbers: list[int]) -> None:
    """Write the rows to mend again without these, which wait for nobody any more."""
    out = io.StringIO()
    kept = [row for row in _mend_rows(doc) if row[0] not in set(map(str, numbers))]
    csv.writer(out, lineterminator="\r\n").writerows(kept)
    content = out.getvalue().encode("utf-8-sig")
    for path in _stored(doc.problems_file):
        path.write_bytes(content)
    frappe.db.delete("Import Row", {"beneficiary_import": doc.name, "row_number": ["in", numbers]})
    digest = hashlib.sha256(content).hexdigest()
    left = len(held_rows.open_numbers(doc.name)) if doc.status == "Done" else doc.review_count
    doc.db_set({"problems_digest": digest, "review_count": left}, update_modified=False)


def delete_list(doc: Document) -> None:
    """Delete the list; an import that had not begun cannot begin any more."""
    files.delete_files(frappe.get_all("File", {"file_url": doc.file}, pluck="name"))
    emptied = {"file": None, "message": _("The list was deleted: it held a woman whose data was erased.")}
    if doc.status in NOT_BEGUN:
        emptied["status"] = "Refused"
    doc.db_set(emptied, update_modified=False)


def _mend_rows(doc: Document) -> list[list[str]]:
    """The file of rows to mend, its headings first; nothing when there is none."""
    for path in _stored(doc.problems_file):
        return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    return []


def _stored(address: str | None) -> list[Path]:
    try:
        path = Path(file_path(address)) if address else None
    except BadFile:
        frappe.clear_last_message()
        return []
    return [path] if path and path.exists() else []
