"""A paper sheet as one person typed it in; `training.sheets` compares and records it."""

import frappe
from frappe import _
from frappe.utils import cint

from women_incubation.audit.frozen_fields import restore
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.training.errors import SheetRefused
from women_incubation.training.fold import LATE
from women_incubation.training.permissions import may_mark
from women_incubation.training.roster import rosters_of, trainers_of
from women_incubation.training.typed_values import check_filled

DRAFT = "Draft"


class SheetEntry(KeptRecord, SafeSave):
    """Named checks, in order."""

    def validate(self) -> None:
        check_filled(self)
        restore(self, {"status", "typed_by"})
        if self.is_new():
            self.typed_by = frappe.session.user
        self.take_unit_of_session()
        self.check_typist()
        self.check_draft()
        self.check_once()
        self.check_rows()
        check_private_files(self)

    def take_unit_of_session(self) -> None:
        """The territory of a sheet is that of its session."""
        self.unit = frappe.db.get_value("Training Session", self.training_session, "unit")

    def check_typist(self) -> None:
        """Whoever may mark the session types its sheet; what she typed is hers alone to change."""
        user = frappe.session.user
        if self.typed_by != user:
            frappe.throw(_("Somebody else typed this. Make an entry of your own."), frappe.PermissionError)
        group, trainer = frappe.db.get_value(
            "Training Session", self.training_session, ["training_group", "trainer"]
        )
        if user != "Administrator" and not may_mark(user, {trainer} | trainers_of([group])[group]):
            frappe.throw(_("There is no such session among those that you may mark."), frappe.PermissionError)

    def check_draft(self) -> None:
        """A finished entry is taken back to a draft first; a recorded one stays."""
        before = self.get_doc_before_save()
        if before and before.status != DRAFT and before.scan == self.scan:
            frappe.throw(_("This entry is finished: only a draft changes."), SheetRefused)
        if before and (before.status != DRAFT or before.training_session != self.training_session):
            restore(self, {"rows", "training_session"})

    def check_once(self) -> None:
        """One entry a person and sheet; the database holds it against races."""
        same = {"training_session": self.training_session, "typed_by": self.typed_by}
        if self.is_new() and frappe.db.exists("Sheet Entry", same):
            frappe.throw(_("You have an entry of this sheet already."), SheetRefused)

    def check_rows(self) -> None:
        """Each line is one member of the group; minutes go with Late."""
        group = frappe.db.get_value("Training Session", self.training_session, "training_group")
        roster, seen = rosters_of([group]).get(group, {}), set()
        for row in self.rows:
            if row.beneficiary in seen or row.beneficiary not in roster:
                frappe.throw(
                    _("Row {0}: each line is another member of the group.").format(row.idx), SheetRefused
                )
            seen.add(row.beneficiary)
            if cint(row.late_minutes) and row.status != LATE:
                frappe.throw(
                    _("Row {0}: Minutes late go with the status Late only.").format(row.idx), SheetRefused
                )


def on_doctype_update() -> None:
    """One entry a person and sheet, whoever races."""
    frappe.db.add_unique("Sheet Entry", ["training_session", "typed_by"])
