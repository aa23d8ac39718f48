"""Counting what goes to the database."""

from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import patch

import frappe


@contextmanager
def counted_queries() -> Iterator[list[str]]:
    """`with counted_queries() as queries: ...` collects the text of every query sent meanwhile."""
    queries: list[str] = []
    send = type(frappe.local.db).execute_query

    def counting(database: object, query: str, values: object = None) -> object:
        queries.append(str(query))
        return send(database, query, values)

    with patch.object(type(frappe.local.db), "execute_query", counting):
        yield queries
