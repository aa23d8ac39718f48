"""A woman whose marks stand in every table and column of the database that takes them."""

import json
from collections.abc import Iterator

import frappe

FIRST, LAST = "Zahranour", "Qamarbensaleh"
FIRST_AR, LAST_AR = "زهرانور", "قمربنصالح"
CNIE, PHONE, RIB = "QZ918273", "+212698127364", "011780000012345678901296"
EMAIL = "zahranour.qamarbensaleh@example.test"
TEXT = f"{FIRST} {LAST} {FIRST_AR} {LAST_AR} {CNIE} 06 98 12 73 64 {RIB}"
MARKS = (f"{FIRST} {LAST}", f"{FIRST_AR} {LAST_AR}", CNIE, PHONE[4:], "98 12 73 64", RIB, EMAIL)
ROW = "planted-for-a-test"
SEALED = "tabAudit Entry"


def text_columns() -> dict[str, dict[str, int]]:
    """table -> {column: how many signs it takes}, as the database describes itself."""
    rows = frappe.db.sql(
        """select table_name, column_name, coalesce(character_maximum_length, 0)
        from information_schema.columns where table_schema = database()
        and data_type in ('varchar', 'char', 'tinytext', 'text', 'mediumtext', 'longtext', 'json')"""
    )
    tables: dict[str, dict[str, int]] = {}
    for table, column, length in rows:
        tables.setdefault(table, {})[column] = int(length)
    return tables


def plant() -> int:
    """Insert a row that mentions her into every table. Returns how many took it."""
    planted = 0
    for table, columns in text_columns().items():
        if table == SEALED:
            continue
        values = {
            name: TEXT if length >= len(TEXT) else CNIE for name, length in columns.items() if length >= 8
        }
        if "name" in columns and table.startswith("tab"):
            values["name"] = ROW
        insert(table, values)
        planted += frappe.db.sql("select row_count()")[0][0] == 1
    return planted


def insert(table: str, values: dict[str, str]) -> None:
    """Insert a row whatever else it lacks; columns that hold JSON get the text as JSON."""
    names = ", ".join(f"`{name}`" for name in values)
    places = ", ".join(["%s"] * len(values))
    statement = f"insert ignore into `{table}` ({names}) values ({places})"
    try:
        frappe.db.sql(statement, tuple(values.values()))
    except frappe.db.OperationalError:
        longest = set(columns_with_checks(table))
        quoted = [json.dumps(v, ensure_ascii=False) if k in longest else v for k, v in values.items()]
        frappe.db.sql(statement, tuple(quoted))


def columns_with_checks(table: str) -> list[str]:
    """Columns of a table that the database checks to be JSON."""
    rows = frappe.db.sql(
        """select constraint_name from information_schema.check_constraints
        where constraint_schema = database() and table_name = %s""",
        (table,),
    )
    return [row[0].split(".")[-1] for row in rows]


def fill(doctype: str, name: str) -> None:
    """Write her marks into every text of a stored row that takes them."""
    columns = text_columns()[f"tab{doctype}"]
    fields = {
        field.fieldname
        for field in frappe.get_meta(doctype).fields
        if field.fieldtype in ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Code", "JSON")
        and not field.unique
        and field.fieldname != "rib"
    } & columns.keys()
    values = {field: TEXT for field in fields if columns[field] >= len(TEXT)}
    if values:
        frappe.db.set_value(doctype, name, values, update_modified=False)


def uproot() -> None:
    """Take the planted rows away again; those without a name of their own by the word that stands for her."""
    for table, columns in text_columns().items():
        if "name" in columns and table.startswith("tab"):
            frappe.db.sql(f"delete from `{table}` where name = %s", (ROW,))
        elif not table.startswith("tab") or table == "tabSingles":
            where = " or ".join(f"`{name}` like %s" for name in columns)
            for word in ("%erased-%", f"%{CNIE}%"):
                frappe.db.sql(f"delete from `{table}` where {where}", (word,) * len(columns))


def everything_stored() -> Iterator[tuple[str, str]]:
    """(table, row as text) of the whole database."""
    for (table,) in frappe.db.sql(
        "select table_name from information_schema.tables where table_schema = database()"
    ):
        for row in frappe.db.sql(f"select * from `{table}`"):
            yield table, "\n".join(str(value) for value in row)
