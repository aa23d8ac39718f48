"""Every column of the database that can hold text."""

import frappe

TEXT = ("varchar", "char", "tinytext", "text", "mediumtext", "longtext", "json")
SEALED = "tabAudit Entry"  # holds references only, and its seals cover them
UNSEALED = {"owner", "modified_by"}


def text_columns() -> dict[str, dict[str, int]]:
    """table -> {column: how many signs it takes}, of the whole site; of sealed rows what no seal covers."""
    column = frappe.qb.Schema("information_schema").columns
    query = (
        frappe.qb.from_(column)
        .select(column.table_name, column.column_name, column.character_maximum_length)
        .where(column.table_schema == frappe.conf.db_name)
        .where(column.data_type.isin(TEXT))
        .orderby(column.table_name)
        .orderby(column.ordinal_position)
    )
    tables: dict[str, dict[str, int]] = {}
    for table, name, length in query.run():
        if table != SEALED or name in UNSEALED:
            tables.setdefault(table, {})[name] = int(length)
    return tables
