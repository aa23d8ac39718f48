"""Nobody opens another person's paper by making a File row of its address.

Frappe makes a File of any address that a request names, reads what lies behind it, and lets the row's owner
download it: `POST /api/resource/File`, `upload_file` and every Attach field are such doors.
"""

import re

import frappe
from frappe import _

from women_incubation.audit.private_files import EmptyFile, FileNotYours

PLAIN_ADDRESS = re.compile(r"/(private/)?files/[^/\\\\%?#]+")


class FileClaims:
    """Extends Frappe's File (hook `extend_doctype_class`)."""

    def before_insert(self) -> None:
        """Ask first: Frappe's own step reads the file, and from then on it looks uploaded."""
        refuse_claim(self.file_url)
        self.refuse_nothing()
        super().before_insert()

    def validate(self) -> None:
        """An existing row does not move to another address either."""
        if not self.is_new() and self.has_value_changed("file_url"):
            refuse_claim(self.file_url)
        super().validate()

    def is_downloadable(self) -> bool:
        """As Frappe's; hook `incubation_file_rules` (functions `doc, ptype, user`) can only deny."""
        rules = frappe.get_hooks("incubation_file_rules")
        return super().is_downloadable() and all(
            frappe.get_attr(path)(self, "read", frappe.session.user) for path in rules
        )

    def refuse_nothing(self) -> None:
        """A file without a byte in it: Frappe stores nothing, then misses what it stored and fails."""
        if not (self.is_folder or self.file_url or self.get("content")):
            frappe.throw(_("The file is empty. Choose another one."), EmptyFile)


def refuse_claim(address: str | None) -> None:
    """Raise FileNotYours unless the address is plain, and the user may read a file that has it.

    Frappe resolves an address after it was asked about (`/./`, `%2e`, its own host, `..` up to the site's
    configuration), so any but the plain form is refused. A public file needs no reading right.

    An upload names no address. One whose bytes are on the site already is given the stored file's address
    afterwards, which is no claim: whoever sent the bytes has them.
    """
    if not address:
        return
    names = frappe.get_all("File", filters={"file_url": address}, pluck="name") if is_plain(address) else []
    if not any(may_open(name) for name in names):
        frappe.throw(_("This file is not yours. Upload it again here."), FileNotYours)


def is_plain(address: str) -> bool:
    """Whether nothing in the address is resolved further: one of the two folders and a file's name."""
    return bool(PLAIN_ADDRESS.fullmatch(address)) and not address.endswith(("/.", "/.."))


def may_open(name: str) -> bool:
    """Whether this File may be downloaded by the acting user."""
    return frappe.get_doc("File", name).is_downloadable()
