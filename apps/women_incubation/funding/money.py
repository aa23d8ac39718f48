"""Dirhams for people, integer centimes for the ledger: the one place that converts, exactly.

Frappe's Currency fields hold floats. A float of a dirham amount with two decimals is safe here because
`repr` gives back the shortest text that reads as the same float: for up to fifteen digits that is the very
amount a person typed or the database holds. So a float goes through its `repr`, never through arithmetic, and
amounts over LARGEST_DIRHAMS are refused: the column, decimal(21, 9), has twelve digits before the comma.
"""

import re
from decimal import Decimal

import frappe
from babel.numbers import format_decimal
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from women_incubation.funding.errors import NotAnAmount

CENTIMES_IN_A_DIRHAM = 100
LARGEST_DIRHAMS = Decimal("999999999999.99")
PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
NO_BREAK_SPACE = "\u00a0"
NARROW_NO_BREAK_SPACE = "\u202f"  # Babel's group mark in French; many printers' fonts lack it


def to_centimes(dirhams: Decimal | float | int | str, *, allow_negative: bool = False) -> int:
    """The amount in centimes. 1234.5 -> 123450.

    Text is a plain number ("1234.50": digits and a point). Raises NotAnAmount for a third decimal, NaN,
    infinity, a boolean, anything else that is not a number, a number too large to be exact, and a negative
    one unless `allow_negative`.
    """
    exact = _exact(dirhams)
    if abs(exact) > LARGEST_DIRHAMS:
        frappe.throw(_("The amount {0} is too large.").format(exact), NotAnAmount)
    centimes = exact * CENTIMES_IN_A_DIRHAM
    if centimes != centimes.to_integral_value():
        frappe.throw(
            _("The amount {0} has more than two decimals. The least amount is one centime (0.01).").format(
                exact
            ),
            NotAnAmount,
        )
    if centimes < 0 and not allow_negative:
        frappe.throw(_("The amount {0} is negative.").format(exact), NotAnAmount)
    return int(centimes)


def to_dirhams(centimes: int) -> Decimal:
    """The amount in dirhams, with two decimals. 123450 -> Decimal("1234.50")."""
    return Decimal(centimes).scaleb(-2)


def to_currency(centimes: int) -> float:
    """The float that a Currency field holds for this amount; `to_centimes` reads it back exactly."""
    return float(to_dirhams(centimes))


def centimes_of(doc: Document, fieldname: str) -> int:
    """A document's Currency field in centimes; 0 when it is empty. Raises NotAnAmount naming the field.

    A child row's message begins with its row number.
    """
    value = doc.get(fieldname)
    if value in (None, ""):
        return 0
    try:
        return to_centimes(value)
    except NotAnAmount as refusal:
        frappe.clear_last_message()
        label = _(doc.meta.get_label(fieldname))
        place = _("Row {0}, {1}").format(doc.idx, label) if doc.get("parentfield") else label
        frappe.throw(f"{place}: {refusal}", NotAnAmount)


def format_dirhams(centimes: int, language: str | None = None) -> str:
    """The amount as people read it: fr `1 234,56 DH`, ar `1.234,56 درهم`, en `1,234.56 DH`.

    Digits are Latin in every language, as Morocco writes them; blanks do not break. `language` is the
    user's when it is left out.
    """
    language = (language or frappe.local.lang or "en")[:2]
    locale = {"fr": "fr", "ar": "ar_MA"}.get(language, "en")
    number = format_decimal(to_dirhams(centimes), format="#,##0.00", locale=locale)
    unit = "درهم" if language == "ar" else "DH"
    return f"{number}{NO_BREAK_SPACE}{unit}".replace(NARROW_NO_BREAK_SPACE, NO_BREAK_SPACE)


def _exact(dirhams: Decimal | float | int | str) -> Decimal:
    """The number as it stands, without rounding."""
    if isinstance(dirhams, int | Decimal) and not isinstance(dirhams, bool):
        exact = Decimal(dirhams)
    elif isinstance(dirhams, float):
        exact = Decimal(repr(dirhams))
    elif isinstance(dirhams, str) and PLAIN_NUMBER.fullmatch(dirhams.strip()):
        exact = Decimal(dirhams.strip())
    else:
        exact = Decimal("NaN")
    if not exact.is_finite():
        shown = escape_html(str(dirhams)[:40])
        frappe.throw(_("'{0}' is not an amount in dirhams.").format(shown), NotAnAmount)
    return exact
