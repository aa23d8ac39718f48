"""Reading what the field app sends of a proposal: known keys, right types, amounts in centimes."""

from __future__ import annotations

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.funding.money import LARGEST_DIRHAMS, to_currency
from women_incubation.incubation import changes

LONGEST_TEXT = 10_000
MOST_ITEMS = 50
GREATEST_CENTIMES = int(LARGEST_DIRHAMS * 100)

TEXTS = (
    "title",
    "call",
    "sector",
    "kind",
    "description",
    "market",
    "place_of_activity",
    "change_answer",
)
AMOUNTS = {
    "requested_centimes": "requested_amount",
    "own_cash_centimes": "own_contribution_cash",
    "own_kind_centimes": "own_contribution_kind",
}


def apply_values(project: Document, values: dict) -> None:
    """Put the values on the project. Raises ValidationError naming the key, and the row, that is wrong."""
    known = {*TEXTS, *AMOUNTS, "jobs_planned", "budget_items", "change_answers"}
    unknown = set(values) - known
    if unknown:
        frappe.throw(
            _("These values cannot be saved here: {0}.").format(", ".join(sorted(map(str, unknown))))
        )
    for key, value in values.items():
        if key in TEXTS:
            project.set(key, checked_text(key, value))
        elif key in AMOUNTS:
            project.set(AMOUNTS[key], to_currency(checked_number(key, value)))
        elif key == "change_answers":
            changes.answer(project, value)
        elif key == "jobs_planned":
            project.jobs_planned = checked_number(key, value, greatest=100_000)
        else:
            project.set("budget_items", [checked_item(row, item) for row, item in enumerate(_list(value), 1)])


def checked_text(key: str, value: object) -> str | None:
    """A text that is not endless; nothing is allowed."""
    if value is not None and not isinstance(value, str):
        frappe.throw(_("{0} must be a text.").format(key))
    if len(value or "") > LONGEST_TEXT:
        frappe.throw(_("{0} is longer than {1} characters.").format(key, LONGEST_TEXT))
    return value


def checked_number(key: str, value: object, greatest: int = GREATEST_CENTIMES) -> int:
    """A whole number from 0 to the greatest; nothing is 0."""
    if value is None:
        return 0
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= greatest:
        frappe.throw(_("{0} must be a whole number from 0 to {1}.").format(key, greatest))
    return value


def checked_item(row: int, item: object) -> dict:
    """One budget item: {label, amount_centimes, quote}."""
    if not isinstance(item, dict) or set(item) - {"label", "amount_centimes", "quote"}:
        frappe.throw(
            _("Row {0} of the budget is not an item with a label, an amount and a quote.").format(row)
        )
    amount = checked_number(f"budget_items[{row}].amount_centimes", item.get("amount_centimes"))
    return {
        "label": checked_text(f"budget_items[{row}].label", item.get("label")),
        "amount": to_currency(amount),
        "quote": checked_text(f"budget_items[{row}].quote", item.get("quote")),
    }


def _list(value: object) -> list:
    if not isinstance(value, list) or len(value) > MOST_ITEMS:
        frappe.throw(_("The budget must be a list of at most {0} items.").format(MOST_ITEMS))
    return value
