"""Amounts in the reports about money."""

import frappe

from women_incubation.funding.money import to_currency


def in_dirhams(rows: list[frappe._dict], *figures: str) -> None:
    """Turn these figures of each row from centimes to what a Currency column shows."""
    for row in rows:
        for figure in figures:
            row[figure] = to_currency(int(row[figure] or 0))
