"""Her papers on the disk, and other text files that mention her."""

import re
from collections.abc import Iterator
from pathlib import Path

import frappe

from women_incubation.people.rights.marks import Marks
from women_incubation.people.rights.reach import PERSON, REQUEST, Reach

LARGEST_TEXT = 300_000_000  # bytes; a longer file is looked at in pieces by nobody here
AS_TEXT = (".csv", ".txt", ".json", ".xml", ".html", ".tsv", ".md", ".vcf")


def files_of(beneficiary: str, reach: Reach) -> list[str]:
    """File rows on a document or a request of hers, or uploaded from her account and attached to nothing."""
    found: set[str] = set()
    requests = set(frappe.get_all(REQUEST, {"beneficiary": beneficiary}, pluck="name"))
    for doctype, names in (*reach.items(), (REQUEST, requests)):
        where = {"attached_to_doctype": doctype, "attached_to_name": ["in", sorted(names)]}
        found |= set(frappe.get_all("File", filters=where, pluck="name"))
    user = frappe.db.get_value(PERSON, beneficiary, "user")
    if user:
        loose = {"owner": user, "attached_to_name": ["is", "not set"], "is_folder": 0}
        found |= set(frappe.get_all("File", filters=loose, pluck="name"))
    return sorted(found)


def delete_files(names: list[str]) -> None:
    """Delete files, from the disk too unless another row uses the same bytes; without a copy of the row."""
    for name in names:
        frappe.delete_doc(
            "File", name, ignore_permissions=True, force=True, delete_permanently=True, ignore_missing=True
        )


def files_that_mention(marks: Marks) -> Iterator[Path]:
    """Text files of the site in which one of her marks stands."""
    pattern = re.compile(f"{marks.numbers_and_names}|{marks.addresses}".replace("(?i)", ""), re.IGNORECASE)
    for path in text_files():
        if pattern.search(path.read_text(encoding="utf-8", errors="surrogateescape")):
            yield path


def text_files() -> Iterator[Path]:
    """Files of the site's two folders that are text."""
    for folder in ("private", "public"):
        for path in sorted(Path(frappe.get_site_path(folder, "files")).rglob("*")):
            if path.is_file() and path.suffix.lower() in AS_TEXT and path.stat().st_size <= LARGEST_TEXT:
                yield path


def rewrite(path: Path, marks: Marks, word: str, address: str) -> None:
    """Put the words that stand for her in place of her marks; the file stays what it is otherwise."""
    text = path.read_text(encoding="utf-8", errors="surrogateescape")
    text = re.sub(marks.addresses, address, text)
    text = re.sub(marks.numbers_and_names, word, text)
    draft = path.with_name(f"{path.name}.new")
    draft.write_text(text, encoding="utf-8", errors="surrogateescape", newline="")
    draft.replace(path)
