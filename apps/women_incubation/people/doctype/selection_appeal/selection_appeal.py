"""A woman says that a selection was wrong about her; somebody else than who decided looks at it."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.errors import AppealRefused, NotTheJudge
from women_incubation.people.services import own_beneficiary
from women_incubation.people.targeting import appeals

MAY_BE_APPEALED = ("Waiting", "Refused")


class SelectionAppeal(SafeSave):
    """Filed once for a decision, within its days; decided once."""

    def validate(self) -> None:
        before = self.get_doc_before_save()
        row = frappe.get_doc("Selection Row", self.selection_row)
        self.beneficiary, self.unit = row.beneficiary, row.unit
        if not before:
            self.status, self.decision_reason, self.decided_on, self.decided_by = "Open", None, None, None
            self.filed_on, self.filed_by = getdate(), frappe.session.user
            self.check_filing(row)
            return
        self.filed_on, self.filed_by = before.filed_on, before.filed_by
        self.check_decision(before, row)

    def on_update(self) -> None:
        before = self.get_doc_before_save()
        if not before:
            record("appeal_filed", self)
        elif before.status != self.status:
            record("appeal_" + self.status.lower(), self)
            appeals.take_effect(self)

    def on_trash(self) -> None:
        """It stays, and so does what was decided."""
        frappe.throw(_("An appeal cannot be deleted."), AppealRefused)

    def check_filing(self, row: SafeSave) -> None:
        """Her own published decision, in time, and not a second time."""
        her = own_beneficiary()
        if her and her != row.beneficiary:
            frappe.throw(_("This decision is about somebody else."), AppealRefused)
        if not row.published or row.status not in MAY_BE_APPEALED:
            frappe.throw(_("There is no refusal to appeal against."), AppealRefused)
        if getdate() > getdate(row.appeals_until):
            frappe.throw(_("Appeals were possible until {0}.").format(row.appeals_until), AppealRefused)
        if not (self.grounds or "").strip():
            frappe.throw(_("Write why she appeals."), AppealRefused)
        if frappe.db.exists("Selection Appeal", {"selection_row": row.name}):
            frappe.throw(_("There is an appeal against this decision already."), AppealRefused)

    def check_decision(self, before: "SelectionAppeal", row: SafeSave) -> None:
        """Decided by somebody who neither froze the selection nor filed the appeal, with a reason."""
        if before.status != "Open":
            frappe.throw(_("This appeal is decided."), AppealRefused)
        if self.status == "Open":
            return
        involved = {frappe.db.get_value("Selection", row.selection, "frozen_by"), self.filed_by}
        if frappe.session.user in involved:
            frappe.throw(_("Somebody else decides this appeal."), NotTheJudge)
        if not (self.decision_reason or "").strip():
            frappe.throw(_("Write the reason of the decision: it is told to her."), AppealRefused)
        self.decided_on, self.decided_by = getdate(), frappe.session.user


def on_doctype_update() -> None:
    """Two who file at the same moment file once."""
    frappe.db.add_unique("Selection Appeal", ["selection_row"])
