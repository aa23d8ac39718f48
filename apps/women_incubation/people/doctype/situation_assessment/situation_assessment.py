"""How a woman lives and what she needs: sensitive, and for whoever made it and the data protection officer.

The texts are sealed in the database with the site's key, so that lists, exports, reports, searches, the
query log and a stolen dump hold nothing to read; loading the document opens them. Nothing is kept elsewhere:
no versions, no comments, no deleted document (tests hold this).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import frappe
from frappe import _
from frappe.utils import getdate, today
from frappe.utils.password import decrypt, encrypt

from women_incubation.audit.entries import record
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import AssessmentClosed, DatesOutOfOrder
from women_incubation.territory.days import as_day

SEALED = (
    "housing",
    "family_situation",
    "income_and_debts",
    "health",
    "safety",
    "needs",
    "agreed_plan",
)
SIGN = "sealed:"  # before what is sealed, so that nothing is sealed or opened twice


class SituationAssessment(KeptRecord, SafeSave):
    """Made once by a person, and changed by nobody else."""

    def validate(self) -> None:
        before = self.get_doc_before_save()
        self.unit = frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        self.made_by = before.made_by if before else frappe.session.user
        if before and before.made_by != frappe.session.user:
            frappe.throw(_("Only whoever made the assessment may change it."), AssessmentClosed)
        if before and before.beneficiary != self.beneficiary:
            frappe.throw(_("An assessment stays with the woman it was made for."), AssessmentClosed)
        if as_day(self.assessed_on) > getdate(today()):
            frappe.throw(_("An assessment cannot be made in the future."), DatesOutOfOrder)

    def on_update(self) -> None:
        record("situation_assessed", self)  # its entry is read by those who may not read it

    def db_insert(self, *args: Any, **kwargs: Any) -> None:
        """As Frappe's, with the texts sealed."""
        self._sealed(super().db_insert, *args, **kwargs)

    def db_update(self, *args: Any, **kwargs: Any) -> None:
        """As Frappe's, with the texts sealed."""
        self._sealed(super().db_update, *args, **kwargs)

    def load_from_db(self) -> "SituationAssessment":
        """As Frappe's; then the texts are opened."""
        super().load_from_db()
        for field in SEALED:
            self.set(field, opened(self.get(field)))
        return self

    def _sealed(self, write: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        with self._texts_sealed():
            write(*args, **kwargs)

    @contextmanager
    def _texts_sealed(self) -> Iterator[None]:
        plain = {field: self.get(field) for field in SEALED}
        self.update({field: sealed(text) for field, text in plain.items()})
        try:
            yield
        finally:
            self.update(plain)


def sealed(text: str | None) -> str | None:
    """The text as it is stored."""
    return SIGN + encrypt(text) if text and not text.startswith(SIGN) else text


def opened(text: str | None) -> str | None:
    """The text that was sealed."""
    return decrypt(text.removeprefix(SIGN)) if text and text.startswith(SIGN) else text
