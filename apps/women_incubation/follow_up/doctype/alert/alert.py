"""Something that needs a coordinator: raised and closed by the nightly job, handled by a person."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.frozen_fields import changed_fields, throw_frozen
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.safe_save import SafeSave
from women_incubation.follow_up.alerts.assigning import COORDINATOR
from women_incubation.follow_up.errors import AlertRefused
from women_incubation.territory.access import require_scope

BY_A_PERSON = {"status", "assigned_to", "note"}
MOVES = {("Open", "Handled"), ("Handled", "Open")}


class Alert(KeptRecord, SafeSave):
    """A person writes what was done, or hands it to another coordinator of the place; nothing else."""

    def validate(self) -> None:
        before = self.get_doc_before_save()
        if not before:
            frappe.throw(_("Alerts are raised by the system."), AlertRefused)
        self.check_only_the_work_changed(before)
        self.check_move(before)
        self.check_assigned()

    def on_update(self) -> None:
        if self.has_value_changed("status"):
            record("alert_" + self.status.lower(), self, kind=self.kind)

    def check_only_the_work_changed(self, before: "Alert") -> None:
        """What was found stays as it was found."""
        frozen = changed_fields(self, before) - BY_A_PERSON
        if frozen:
            throw_frozen(self, frozen, before.status)

    def check_move(self, before: "Alert") -> None:
        """Handled with a note; a closed alert stays closed, for what it was about is over."""
        if before.status == "Closed" or self.status not in ("Open", "Handled"):
            frappe.throw(_("An alert closes by itself, once its cause is gone."), AlertRefused)
        if self.status == "Handled" and not (self.note or "").strip():
            frappe.throw(_("Write what was done about this alert."), AlertRefused)
        if (before.status, self.status) in MOVES:
            handled = self.status == "Handled"
            self.handled_by = frappe.session.user if handled else None
            self.handled_on = getdate() if handled else None

    def check_assigned(self) -> None:
        """Whoever gets the alert is a coordinator who sees it."""
        if not self.assigned_to or not self.has_value_changed("assigned_to"):
            return
        if COORDINATOR not in roles_by_assignment(self.assigned_to):
            frappe.throw(_("{0} is not a coordinator.").format(self.assigned_to), AlertRefused)
        require_scope(self.unit, self.assigned_to)
