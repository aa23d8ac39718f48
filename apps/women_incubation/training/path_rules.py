"""What a training path asks for, on the day that counts: its thresholds have dates, as every rule has."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import frappe
from frappe.model.document import Document
from frappe.query_builder.functions import Max
from frappe.utils import getdate


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares in percent, 0 to 100, that a woman reaches or passes. A test threshold of 0 asks for no test."""

    valid_from: date
    attendance: Decimal
    test: Decimal


def thresholds_on(path: Document, day: date) -> Thresholds:
    """The thresholds in force on a day: the latest dated ones, else those the path began with."""
    found = thresholds_of(path, path.valid_from)
    for row in sorted(path.get("later_thresholds") or [], key=lambda row: getdate(row.valid_from)):
        if getdate(row.valid_from) <= day:
            found = thresholds_of(row, row.valid_from)
    return found


def thresholds_of(row: Document, valid_from: date | str) -> Thresholds:
    """A version of the thresholds, from the path itself or one of its dated rows."""
    shares = (Decimal(str(row.get(f"{kind}_threshold") or 0)) for kind in ("attendance", "test"))
    return Thresholds(getdate(valid_from), *shares)


def thresholds_for(beneficiary: str, path: Document) -> Thresholds:
    """The thresholds a woman goes by: those in force when the last of her groups of this path started.

    One query, and none while the path has a single version.
    """
    if not path.get("later_thresholds"):
        return thresholds_of(path, path.valid_from)
    return thresholds_on(path, last_start(beneficiary, path.name) or getdate())


def last_start(beneficiary: str, path: str) -> date | None:
    """The day on which the last of her groups of this path started; None when she is in none."""
    group, member = frappe.qb.DocType("Training Group"), frappe.qb.DocType("Training Group Member")
    query = (
        frappe.qb.from_(group)
        .join(member)
        .on((member.parent == group.name) & (member.parenttype == "Training Group"))
        .select(Max(group.start_date))
        .where((member.beneficiary == beneficiary) & (group.path == path) & (group.status != "Cancelled"))
    )
    return query.run()[0][0]


def begun_since(path: str, day: date) -> bool:
    """Whether a group of this path has started on the day or after it: it goes by the thresholds of then."""
    filters = {"path": path, "start_date": ["between", [day, getdate()]], "status": ["!=", "Cancelled"]}
    return bool(frappe.db.exists("Training Group", filters))


def prerequisites_of(modules: Collection[str]) -> dict[str, set[str]]:
    """The modules that have to be held before each of these, in one query; only those that have some."""
    rows = frappe.get_all(
        "Module Prerequisite",
        filters={"parenttype": "Capacity Building Module", "parent": ["in", list(modules) or [""]]},
        fields=["parent", "module"],
    )
    needed: dict[str, set[str]] = {}
    for row in rows:
        needed.setdefault(row.parent, set()).add(row.module)
    return needed
