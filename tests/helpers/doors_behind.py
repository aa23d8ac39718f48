"""Doors to what hangs on a row or is made of it: its timeline, files, title, index, print view and paper.

Like those in `doors.py`: each answers of how many of the given rows it shows the thing. `hang_on` puts one of
each on a row.
"""

import io
from collections.abc import Callable, Collection
from functools import lru_cache

import frappe
from reportlab.pdfgen.canvas import Canvas

from tests.factories import unique
from women_incubation.papers.kinds import Kind

Door = Callable[[str, Collection[str]], int]
SEARCHED = {"parent": "Global Search Settings", "parenttype": "Global Search Settings"}


def hang_on(doctype: str, names: Collection[str]) -> list[tuple[str, str]]:
    """A comment, an earlier version, a private file and a line of the search index on each row.

    Returns what was made, as (document, name)."""
    made = []
    for name in names:
        hung = {
            "Comment": {"reference_doctype": doctype, "reference_name": name, "comment_type": "Comment"},
            "Version": {"ref_doctype": doctype, "docname": name, "data": "{}"},
            "File": {"attached_to_doctype": doctype, "attached_to_name": name, "is_private": 1},
        }
        for kind, values in hung.items():
            row = frappe.get_doc({"doctype": kind, "name": unique("hung"), **values})
            row.db_insert()
            made.append((kind, row.name))
        frappe.db.multisql({"mariadb": INDEX}, (doctype, name, word_of(doctype)))
    return made


INDEX = "insert into __global_search (doctype, name, content) values (%s, %s, %s)"


def word_of(doctype: str) -> str:
    """The word by which the global search finds the rows of a document in these tests."""
    return "matrix" + doctype.replace(" ", "").replace("-", "").lower()


def comments(doctype: str, names: Collection[str]) -> int:
    """The comments beneath a form"""
    return sum("comments" in beneath(frappe.session.user, doctype, name) for name in names)


def versions(doctype: str, names: Collection[str]) -> int:
    """The earlier versions beneath a form"""
    return sum("versions" in beneath(frappe.session.user, doctype, name) for name in names)


def attachments(doctype: str, names: Collection[str]) -> int:
    """The files beneath a form"""
    return sum("attachments" in beneath(frappe.session.user, doctype, name) for name in names)


@lru_cache
def beneath(user: str, doctype: str, name: str) -> frozenset[str]:
    """What the Desk loads beneath a form, by kind; nothing when it refuses. Asked once for three doors."""
    from frappe.desk.form.load import get_docinfo

    try:
        get_docinfo(doctype=doctype, name=name)
    except frappe.PermissionError:
        return frozenset()
    return frozenset(kind for kind, rows in frappe.response.pop("docinfo").items() if rows)


def file_list(doctype: str, names: Collection[str]) -> int:
    """The list of files"""
    return len(listed_files(frappe.session.user) & {(doctype, name) for name in names})


@lru_cache
def listed_files(user: str) -> set[tuple[str, str]]:
    """The rows on which files hang that the user finds in the list; it is long to ask, so once a user."""
    fields = ["attached_to_doctype", "attached_to_name"]
    files = frappe.get_list("File", {"name": ["like", "hung-%"]}, fields, limit=0)
    return {tuple(file.values()) for file in files}


def global_search(doctype: str, names: Collection[str]) -> int:
    """The search over all documents"""
    from women_incubation.territory.desk_doors import search

    return len({row.name for row in search(word_of(doctype), limit=100, doctype=doctype)} & set(names))


def link_titles(doctype: str, names: Collection[str]) -> int:
    """The title that stands for a name in a Link field"""
    from women_incubation.territory.desk_doors import get_link_title

    return sum(get_link_title(doctype, name) != name for name in names)


def print_view(doctype: str, names: Collection[str]) -> int:
    """The print format of each document"""
    from frappe.www.printview import get_html_and_style

    return sum(shown(get_html_and_style, doctype, name) for name in names)


def paper(doctype: str, names: Collection[str]) -> int:
    """The PDF of each document, by the door of our papers (see `paper_of`)"""
    from women_incubation.papers.api import paper as paper_door

    return sum(shown(paper_door, doctype, name) for name in names)


def shown(door: Callable, doctype: str, name: str) -> bool:
    """Whether the door shows the row."""
    try:
        door(doctype, name)
    except frappe.PermissionError:
        return False
    return True


def paper_of(doctype: str) -> Kind:
    """A kind of paper that is printed of any document: its name is the document's."""
    return Kind(doctype, doctype, doctype, "MX", f"{__name__}.draw")


def draw(doc: frappe.model.document.Document, *_how: object) -> bytes:
    """A PDF of one line."""
    page = io.BytesIO()
    canvas = Canvas(page)
    canvas.drawString(50, 50, doc.name)
    canvas.save()
    return page.getvalue()


DOORS_BEHIND: dict[str, Door] = {
    door.__name__: door
    for door in (
        comments,
        versions,
        attachments,
        file_list,
        global_search,
        link_titles,
        print_view,
        paper,
    )
}
