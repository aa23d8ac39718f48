"""Doors of the Desk that do not ask for the row: replaced through `override_whitelisted_methods`."""

import frappe
from frappe import _
from frappe.desk.doctype.dashboard_chart.dashboard_chart import get as frappe_chart
from frappe.desk.form.load import get_user_info_for_viewers as frappe_viewers
from frappe.desk.like import toggle_like as frappe_toggle_like
from frappe.desk.search import get_link_title as frappe_link_title
from frappe.desk.search import get_names_for_mentions as frappe_mentions
from frappe.utils import strip_html
from frappe.utils.global_search import search as frappe_search

from women_incubation.audit.retry import is_conflict
from women_incubation.territory.access import is_scoped
from women_incubation.territory.errors import SharingRefused

PAGE = 100
MOST_PAGES = 20


@frappe.whitelist(methods=["GET", "POST"])
def get_link_title(doctype: str, docname: str | int) -> str | int | None:
    """The title shown for a link; of a row that the user may not read, only its name."""
    if is_scoped(doctype) and not may_read(doctype, str(docname)):
        return docname
    return frappe_link_title(doctype, docname)


@frappe.whitelist(methods=["GET", "POST"])
def search(text: str, start: int = 0, limit: int = 20, doctype: str = "") -> list:
    """Global search, without the rows that the user may not read."""
    wanted = start + limit
    readable: list = []
    for page in range(MOST_PAGES):
        found = frappe_search(text, start=page * PAGE, limit=PAGE, doctype=doctype)
        readable += [row for row in found if may_read(row.doctype, row.name)]
        if not found or len(readable) >= wanted:
            break
    return readable[start:wanted]


@frappe.whitelist(methods=["GET", "POST"])
def get_chart(
    chart_name: str | None = None,
    chart: str | dict | None = None,
    refresh: bool | int | str | None = None,
    **options: object,
) -> dict | None:
    """A dashboard chart. Frappe keeps a chart's figures for all users: ours are counted for each anew."""
    if chart_name:
        doctype = frappe.db.get_value("Dashboard Chart", chart_name, "document_type")
    else:
        doctype = (frappe.parse_json(chart) or {}).get("document_type")
    options.pop("cmd", None)
    return frappe_chart(
        chart_name=chart_name,
        chart=chart,
        refresh=1 if doctype and is_scoped(doctype) else refresh,
        **options,
    )


@frappe.whitelist(methods=["POST", "PUT"])
def bulk_update(docs: str) -> dict[str, list[dict]]:
    """Save several documents; of those that were refused the reason, where Frappe sends its traceback.

    A refusal of one undoes what its checks had written, and nothing of the others.
    """
    failed = []
    for sent in frappe.parse_json(docs):
        frappe.db.savepoint("bulk_update")
        try:
            save_one(sent)
        except (frappe.ValidationError, frappe.PermissionError) as error:
            if is_conflict(error):  # the database has undone the savepoint with everything else
                raise
            frappe.db.rollback(save_point="bulk_update")
            failed.append({"doc": sent, "exc": strip_html(str(error)) or type(error).__name__})
            frappe.clear_last_message()
    return {"failed_docs": failed}


def save_one(sent: dict) -> None:
    """Save one document with the values that a client sent."""
    doctype, name = str(sent.get("doctype")), str(sent.get("docname"))
    if not frappe.db.exists("DocType", doctype):
        frappe.throw(_("{0} {1} was not found.").format(doctype, name), frappe.DoesNotExistError)
    doc = frappe.get_doc(doctype, name)
    doc.update({key: value for key, value in sent.items() if key != "flags"})
    doc.save()


@frappe.whitelist(methods=["POST"])
def toggle_like(doctype: str, name: str, add: str | bool = False) -> None:
    """Like a row, or no longer. Frappe asks nobody, and would write into rows that are never written."""
    meta = frappe.get_meta(doctype)
    if meta.issingle or meta.in_create or not may_read(doctype, name):
        frappe.throw(_("You cannot like this."), SharingRefused)
    frappe_toggle_like(doctype, name, add)


@frappe.whitelist(methods=["GET", "POST"])
def get_names_for_mentions(search_term: str) -> list:
    """Who may be mentioned in a comment; the staff's names are not for website users."""
    return frappe_mentions(search_term) if is_staff() else []


@frappe.whitelist(methods=["GET", "POST"])
def get_user_info_for_viewers(users: str) -> dict:
    """Names and pictures of who looks at a form; not for website users, who have no forms."""
    return frappe_viewers(users) if is_staff() else {}


def is_staff() -> bool:
    """Whether the acting user works on the Desk."""
    return frappe.db.get_value("User", frappe.session.user, "user_type") == "System User"


def may_read(doctype: str, name: str, user: str | None = None) -> bool:
    """Whether the row is there and the user may read it; both answers look alike from outside."""
    return bool(frappe.db.exists(doctype, name)) and frappe.has_permission(doctype, "read", name, user=user)
