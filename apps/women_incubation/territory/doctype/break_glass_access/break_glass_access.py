"""One document opened, for hours and for a reason, to somebody in whose territory it does not lie."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.utils import escape_html, now_datetime

from women_incubation.audit.entries import record
from women_incubation.audit.errors import FieldsFrozen
from women_incubation.audit.safe_save import SafeSave
from women_incubation.territory.access import is_scoped
from women_incubation.territory.errors import GlassReason, GlassTarget
from women_incubation.territory.glass import NEVER_OPENED

SHORTEST_REASON = 20  # letters: a sentence, not a dot


class BreakGlassAccess(SafeSave):
    """Written once, by whoever opens it; only its end can be brought forward (see territory/glass.py)."""

    def validate(self) -> None:
        self.check_never_rewritten()
        self.check_hours()
        self.check_reason()
        self.check_target()
        self.write_terms()

    def after_insert(self) -> None:
        record(
            "break_glass_opened",
            self,
            document=f"{self.reference_doctype}/{self.reference_name}",
            until=str(self.expires_at),
        )
        for path in frappe.get_hooks("incubation_glass_broken"):
            frappe.get_attr(path)(self)

    def on_trash(self) -> None:
        frappe.throw(_("An access that was opened stays on record."), FieldsFrozen)

    def check_never_rewritten(self) -> None:
        """What was asked for is not changed afterwards; a new access is opened instead."""
        if not self.is_new():
            frappe.throw(_("An access that was opened is not changed. Open a new one."), FieldsFrozen)

    def check_hours(self) -> None:
        """One of the choices; Frappe compares them only after this document reckoned with it."""
        field = self.meta.get_field("hours")
        if str(self.hours) not in field.options.split("\n"):
            frappe.throw(_("{0}: choose one of the list.").format(_(field.label)))

    def check_reason(self) -> None:
        """A reason that somebody else can judge."""
        self.reason = " ".join((self.reason or "").split())
        if sum(letter.isalpha() for letter in self.reason) < SHORTEST_REASON:
            frappe.throw(
                _(
                    "Give the reason in at least {0} letters: it is told to the data-protection officer."
                ).format(SHORTEST_REASON),
                GlassReason,
            )

    def check_target(self) -> None:
        """A document that is kept by territory, of a kind that the user reads at home, and that exists."""
        doctype, name = self.reference_doctype, self.reference_name
        if not is_scoped(doctype or "") or doctype in NEVER_OPENED or not frappe.has_permission(doctype):
            frappe.throw(_("Documents of this kind are not opened in this way."), GlassTarget)
        if not frappe.db.exists(doctype, name):
            frappe.throw(_("{0} {1} was not found.").format(_(doctype), escape_html(name)), GlassTarget)

    def write_terms(self) -> None:
        """For whom, where and until when: written here, whatever the client sent."""
        self.user = frappe.session.user
        self.unit = frappe.db.get_value(self.reference_doctype, self.reference_name, "unit")
        self.opened_at = now_datetime().replace(microsecond=0)
        self.expires_at = self.opened_at + timedelta(hours=int(self.hours))
        self.closed_at = None


def on_doctype_update() -> None:
    """Asked at each refusal: who has an access that is open?"""
    frappe.db.add_index("Break Glass Access", ["user", "expires_at"], "open_accesses")
