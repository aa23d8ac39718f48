"""Documents that only the attendance service writes, in bulk, past their controllers."""

from typing import NoReturn

import frappe
from frappe import _

from women_incubation.training.errors import OnlyThroughTheService


class ServiceWritten:
    """Mixin for a Document: every generic door is shut, for Administrator too."""

    def before_insert(self) -> None:
        self.refuse()

    def before_validate(self) -> None:
        self.refuse()

    def on_trash(self) -> None:
        self.refuse()

    def before_rename(self, *_args: object) -> None:
        self.refuse()

    def db_set(self, *_args: object, **_kwargs: object) -> None:
        """Frappe writes some states (discarded, for one) past every check of a save."""
        self.refuse()

    def refuse(self) -> NoReturn:
        """Say where attendance is written instead."""
        frappe.throw(
            _("Attendance is recorded by marking a session, and corrected by a coordinator with a reason."),
            OnlyThroughTheService,
        )
