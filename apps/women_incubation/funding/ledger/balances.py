"""The balance rows: read under their lock, written by this package alone.

Their documents refuse every save, so rows are written below `save`: a saved document writes all its columns
and would put back the balance it was loaded with.
"""

import frappe
from frappe import _

from women_incubation.funding.errors import NoBalance

LINE = "Budget Balance"
PROJECT = "Project Balance"
LINE_AMOUNTS = ("total_centimes", "committed_centimes", "approved_centimes", "paid_centimes")
PROJECT_AMOUNTS = ("committed_centimes", "approved_centimes", "paid_centimes")


def line_balance(line: str) -> frappe._dict:
    """The line's balance, locked until the transaction ends. Raises NoBalance.

    Keys: name, unit and LINE_AMOUNTS, in centimes.
    """
    fields = ["name", "unit", *LINE_AMOUNTS]
    row = frappe.db.get_value(LINE, line, fields, as_dict=True, for_update=True)
    if not row:
        frappe.throw(_("Budget line {0} was never opened in the ledger.").format(line), NoBalance)
    return row


def project_balance(project: str, line: str) -> frappe._dict:
    """What the project has on this line, locked until the transaction ends. Raises NoBalance.

    Keys: name, unit and PROJECT_AMOUNTS, in centimes.
    """
    row = find_project_balance(project, line) or _locked_project_balance(_key(project, line))
    if not row:
        frappe.throw(
            _("Project {0} has nothing committed on budget line {1}.").format(project, line), NoBalance
        )
    return row


def find_project_balance(project: str, line: str) -> frappe._dict | None:
    """As `project_balance`; None when this transaction's snapshot shows no such row.

    The row is looked for without a lock first: a locking read that finds nothing locks the gap, and two
    transactions that then insert into the same gap wait for each other.
    """
    name = frappe.db.get_value(PROJECT, _key(project, line))
    return name and _locked_project_balance(name)


def open_project_balance(project: str, line: str, unit: str) -> frappe._dict:
    """The project's balance on the line, made at zero if it is not there yet; locked.

    Two requests that make it at once: the unique key (project, budget_line) lets one through, the other
    waits for it and takes its row.
    """
    row = find_project_balance(project, line)
    if row:
        return row
    zero = dict.fromkeys(PROJECT_AMOUNTS, 0)
    new = frappe.get_doc({"doctype": PROJECT, **_key(project, line), "unit": unit, **zero})
    try:
        new.db_insert()
    except frappe.UniqueValidationError:
        frappe.clear_last_message()
        return _locked_project_balance(_key(project, line))
    return _locked_project_balance(new.name)


def open_line_balance(line: str, unit: str) -> None:
    """The line's balance at zero."""
    zero = dict.fromkeys(LINE_AMOUNTS, 0)
    frappe.get_doc({"doctype": LINE, "name": line, "budget_line": line, "unit": unit, **zero}).db_insert()


def write(doctype: str, row: frappe._dict, amounts: dict[str, int]) -> None:
    """Write what was decided on the locked row."""
    frappe.db.set_value(doctype, row.name, amounts)


def lines_of(project: str) -> list[str]:
    """The budget lines on which the project has a balance, in lock order."""
    return sorted(frappe.get_all(PROJECT, filters={"project": project}, pluck="budget_line"))


def _key(project: str, line: str) -> dict[str, str]:
    return {"project": project, "budget_line": line}


def _locked_project_balance(which: str | dict) -> frappe._dict:
    fields = ["name", "unit", *PROJECT_AMOUNTS]
    return frappe.db.get_value(PROJECT, which, fields, as_dict=True, for_update=True)
