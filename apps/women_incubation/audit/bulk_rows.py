"""Many rows in one statement: for services that have checked them all, past the controllers.

Frappe's query builder wraps value by value, which took longer than the database's work.
"""

from collections.abc import Collection

import frappe


def stamp(user: str | None = None) -> dict[str, str]:
    """What Frappe writes of every new row: when, in the site's zone, and by whom (the acting user)."""
    moment, user = frappe.utils.now(), user or frappe.session.user
    return {"creation": moment, "modified": moment, "owner": user, "modified_by": user}


def insert_rows(doctype: str, rows: list[dict]) -> None:
    """Insert rows that all have the same columns; nothing for none. Runs no controller.

    Raises what the database raises.
    """
    if not rows:
        return
    columns = ", ".join(f"`{column}`" for column in rows[0])
    places = ", ".join(["(" + ", ".join(["%s"] * len(rows[0])) + ")"] * len(rows))
    values = [value for row in rows for value in row.values()]
    frappe.db.sql(f"insert into `tab{doctype}` ({columns}) values {places}", values)


def rows_with(
    doctype: str, field: str, values: Collection[str], fields: tuple[str, ...]
) -> tuple[tuple, ...]:
    """`fields` of the rows whose `field` is one of thousands of values. Asks nobody's right to read."""
    if not values:
        return ()
    columns = ", ".join(f"`{column}`" for column in fields)
    return frappe.db.sql(f"select {columns} from `tab{doctype}` where `{field}` in %s", (tuple(values),))


def inserted(doctype: str, rows: list[dict]) -> bool:
    """Insert the rows; False, with nothing inserted, when one meets a unique key that is taken.

    The caller may go on in the same transaction.
    """
    frappe.db.savepoint("bulk_rows")
    try:
        insert_rows(doctype, rows)
    except Exception as error:
        if not frappe.db.is_unique_key_violation(error):
            raise
        frappe.db.rollback(save_point="bulk_rows")
        return False
    return True
