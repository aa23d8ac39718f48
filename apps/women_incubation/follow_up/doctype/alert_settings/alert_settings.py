"""After how many days something becomes an alert."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.follow_up.errors import AlertRefused

DAYS = ("no_contact_days", "stalled_step_days", "stalled_project_days", "reopen_after_days")


class AlertSettings(Document):
    """Days, all of them at least one: a zero would raise an alert for everybody."""

    def validate(self) -> None:
        for field in DAYS:
            if (self.get(field) or 0) < 1:
                label = _(self.meta.get_label(field))
                frappe.throw(_("{0} is at least one day.").format(label), AlertRefused)

    def on_update(self) -> None:
        record("alert_settings_changed", self, **{field: self.get(field) for field in DAYS})
