"""Rows that record what happened: written once by our own code, then read only."""

from typing import NoReturn

import frappe
from frappe import _

from women_incubation.audit.errors import AppendOnly


class AppendOnlyRecord:
    """Mixin before Document. Nobody inserts, changes, renames or deletes the row as a document.

    Administrator included: the code that appends writes the row itself, and no other door leads here.
    """

    def insert(self, *args: object, **kwargs: object) -> NoReturn:
        """Only the services of the record append to it."""
        self._throw_append_only()

    def save(self, *args: object, **kwargs: object) -> NoReturn:
        """Never changed: not even past `validate`, which a request can make Frappe skip."""
        self._throw_append_only()

    def on_trash(self) -> None:
        """Never deleted."""
        self._throw_append_only()

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """Never renamed."""
        self._throw_append_only()

    def before_discard(self) -> None:
        """Never discarded."""
        self._throw_append_only()

    def _throw_append_only(self) -> NoReturn:
        frappe.throw(
            _("{0} is a record of what happened: it cannot be added, changed or deleted by hand.").format(
                _(self.doctype)
            ),
            AppendOnly,
        )
