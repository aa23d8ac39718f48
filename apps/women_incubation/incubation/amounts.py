"""Sums and shares of a project's amounts, in centimes. People type dirhams; every rule counts in centimes."""

from __future__ import annotations

from decimal import Decimal

from frappe.model.document import Document

from women_incubation.funding.money import centimes_of

HUNDRED = Decimal(100)


def sum_of(rows: list[Document], fieldname: str = "amount") -> int:
    """The sum of a column of amounts, in centimes. Raises NotAnAmount naming the row."""
    return sum(centimes_of(row, fieldname) for row in rows)


def reaches_share(part_centimes: int, whole_centimes: int, percent: float | str) -> bool:
    """Whether the part is at least `percent` of the whole. Exact: no rounding on either side."""
    return part_centimes * HUNDRED >= whole_centimes * Decimal(str(percent))


def within_share(part_centimes: int, whole_centimes: int, percent: float | str) -> bool:
    """Whether the part is at most `percent` of the whole. Exact."""
    return part_centimes * HUNDRED <= whole_centimes * Decimal(str(percent))


def percent_of(part_centimes: int, whole_centimes: int) -> float:
    """The part in percent of the whole, two decimals, for reading only."""
    return float(round(Decimal(part_centimes) * HUNDRED / whole_centimes, 2)) if whole_centimes else 0.0
