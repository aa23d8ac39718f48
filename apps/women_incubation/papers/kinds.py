"""The papers that the domains print, by the hook `incubation_papers`.

    {"certificate": {"doctype": "Certificate", "label": "Certificate", "prefix": "ATT",
                     "make": "women_incubation.training.documents.certificate",
                     "about": "women_incubation.training.documents.about_certificate"}}

`make(doc, stamp, letterhead) -> bytes` draws it. `about(doc) -> (title, holder)`, Phrases, is what the public
check page shows; without it the label and nobody. `refuse(doc) -> str` says why the
paper is not made now, in the user's language. Printing needs the right to print the document, and to read the
document types in `needs` ("A, B"), from which the paper shows something too.
"""

from typing import NamedTuple

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.papers.errors import NotPrinted
from women_incubation.papers.words import phrase
from women_incubation.reports.page import Letterhead, Stamp
from women_incubation.reports.phrases import Phrase, same


class Kind(NamedTuple):
    """A kind of paper."""

    name: str
    doctype: str
    label: str
    prefix: str
    make: str
    about: str | None = None
    refuse: str | None = None
    needs: tuple[str, ...] = ()

    def refusal(self, doc: Document) -> str:
        """Why this paper is not made of the document as it is now; empty when it is."""
        return frappe.get_attr(self.refuse)(doc) if self.refuse else ""

    def shown_to_user(self) -> bool:
        """Whether the user may read everything that stands on it."""
        return all(frappe.has_permission(doctype, "read") for doctype in self.needs)

    def draw(self, doc: Document, stamp: Stamp, letterhead: Letterhead) -> bytes:
        """The PDF."""
        return frappe.get_attr(self.make)(doc, stamp, letterhead)

    def shown(self, doc: Document) -> tuple[Phrase, Phrase]:
        """Title and holder for the check page."""
        return frappe.get_attr(self.about)(doc) if self.about else (phrase(self.label), same(""))


class PaperFile(NamedTuple):
    """Many papers in one file: a door of its own that takes `name` and `language`."""

    doctype: str
    label: str
    door: str


def files_of(doctype: str) -> list[PaperFile]:
    """The files of a document, by the hook `incubation_paper_files`: {label: {"doctype", "door"}}."""
    found = frappe.get_hooks("incubation_paper_files", {}).items()
    files = [PaperFile(label=label, **_last(entry)) for label, entry in found]
    return [file for file in files if file.doctype == doctype]


def all_kinds() -> dict[str, Kind]:
    """Every kind of paper, by name."""
    return {
        name: Kind(name, **_one(entry)) for name, entry in frappe.get_hooks("incubation_papers", {}).items()
    }


def kind_of(name: str) -> Kind:
    """The kind of this name. Raises NotPrinted."""
    kind = all_kinds().get(str(name))
    if not kind:
        frappe.throw(_("No such paper is printed."), NotPrinted)
    return kind


def kinds_of(doctype: str) -> list[Kind]:
    """What can be printed of a document."""
    return [kind for kind in all_kinds().values() if kind.doctype == doctype]


def _one(entry: dict | list) -> dict:
    merged = _last(entry)
    needs = merged.get("needs", "")
    return merged | {"needs": tuple(filter(None, needs.split(", ")))}


def _last(entry: dict | list) -> dict:
    """Frappe gathers hook values of several apps into lists; the last one counts."""
    merged: dict = {}
    for part in entry if isinstance(entry, list) else [entry]:
        merged |= {key: value[-1] if isinstance(value, list) else value for key, value in part.items()}
    return merged
