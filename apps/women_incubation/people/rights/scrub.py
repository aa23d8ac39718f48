"""Mentions of a woman anywhere in the database: replaced by a word that stands for her and says nothing.

Rows of logs that mention her are deleted. Everything is done by content, so it can be done again.
"""

from collections.abc import Iterable, Iterator

import frappe

from women_incubation.people.rights.columns import text_columns
from women_incubation.people.rights.marks import Marks

LOGS = frozenset(
    f"tab{doctype}"
    for doctype in (
        "Access Log",
        "Activity Log",
        "API Request Log",
        "Deleted Document",
        "Email Queue",
        "Error Log",
        "Integration Request",
        "Notification Log",
        "Prepared Report",
        "Route History",
        "Scheduled Job Log",
        "View Log",
        "Webhook Request Log",
    )
)


def pseudonym_of(beneficiary: str) -> str:
    """The word that stands for her from now on."""
    return f"erased-{beneficiary}"


def address_of(beneficiary: str) -> str:
    """The same as an address, which Frappe names users by."""
    return f"{pseudonym_of(beneficiary)}@erased.invalid"


def mentions(marks: Marks) -> Iterator[tuple[str, int]]:
    """(table, rows) for each table with rows that mention her."""
    for table, columns in text_columns().items():
        text = joined(columns)
        count = f"select count(*) from `{table}` where {text} regexp %s or {text} regexp %s"
        found = frappe.db.sql(count, (marks.numbers_and_names, marks.addresses))[0][0]
        if found:
            yield table, int(found)


def scrub(
    beneficiary: str, marks: Marks, except_tables: frozenset[str] = frozenset(), except_row: str = ""
) -> None:
    """Delete the logs that mention her, and replace her marks everywhere else.

    `except_row`: the name of a row that is left, in whatever table.
    """
    for table, _rows in list(mentions(marks)):
        columns = text_columns()[table]
        if table in except_tables:
            continue
        if table in LOGS:
            delete_mentioning(table, columns, marks)
            continue
        left = except_row if "name" in columns else ""
        replace(table, columns, marks.addresses, address_of(beneficiary), left)
        replace(table, columns, marks.numbers_and_names, pseudonym_of(beneficiary), left)


def delete_mentioning(table: str, columns: Iterable[str], marks: Marks) -> None:
    """Delete the rows of a log; a queued mail that has become nobody's goes with its recipients."""
    for pattern in (marks.numbers_and_names, marks.addresses):
        frappe.db.sql(f"delete from `{table}` where {joined(columns)} regexp %s", (pattern,))


def replace(table: str, columns: dict[str, int], pattern: str, word: str, left: str) -> None:
    """Replace the pattern in every column of the rows that hold it; the word is cut where it is too long."""
    assignments = ", ".join(
        f"`{name}` = left(regexp_replace(`{name}`, %s, %s), {length})" for name, length in columns.items()
    )
    values = [value for _name in columns for value in (pattern, word)]
    where, row = (" and `name` != %s", (left,)) if left else ("", ())
    statement = f"update `{table}` set {assignments} where {joined(columns)} regexp %s{where}"
    frappe.db.sql(statement, (*values, pattern, *row))


def joined(columns: Iterable[str]) -> str:
    """All columns of a row as one text."""
    return "concat_ws('\\n', " + ", ".join(f"`{name}`" for name in columns) + ")"
