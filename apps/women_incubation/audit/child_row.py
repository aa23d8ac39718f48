"""Rows of a table are saved with their document, never by themselves."""

from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.errors import RowAlone


class ChildRow(Document):
    """Base of a child document whose parent has rules.

    REST reads, writes and deletes a child row as if it were a document of its own, past everything that the
    parent checks. Saved through its parent, a row runs none of its own hooks; so these only meet that door.
    """

    def before_insert(self) -> None:
        """Not by itself."""
        self._throw_alone()

    def save(self, *args: object, **kwargs: object) -> NoReturn:
        """Not by itself."""
        self._throw_alone()

    def on_trash(self) -> None:
        """Not by itself."""
        self._throw_alone()

    def before_discard(self) -> None:
        """Not by itself."""
        self._throw_alone()

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """Not by itself."""
        self._throw_alone()

    def _throw_alone(self) -> NoReturn:
        frappe.throw(
            _("A row of {0} is changed in its document, not by itself.").format(_(self.doctype)),
            RowAlone,
        )
