"""Rows written in bulk, past the controllers, which refuse every other writer."""

import frappe


def inserted(doctype: str, rows: list[dict]) -> bool:
    """Insert the rows; False, with nothing inserted, when one meets a unique key that is taken.

    The caller may go on in the same transaction.
    """
    frappe.db.savepoint("bulk_rows")
    try:
        frappe.db.bulk_insert(doctype, list(rows[0]), [tuple(row.values()) for row in rows])
    except Exception as error:
        if not frappe.db.is_unique_key_violation(error):
            raise
        frappe.db.rollback(save_point="bulk_rows")
        return False
    return True
