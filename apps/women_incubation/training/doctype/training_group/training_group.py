"""Women who follow a training path together."""

from datetime import date
from typing import NoReturn

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, getdate

from women_incubation.audit.safe_save import SafeSave
from women_incubation.people.stage import update_stages
from women_incubation.training.errors import DatesRefused, GroupFull, MemberRefused, SessionFrozen
from women_incubation.training.trainers import check_trainer
from women_incubation.training.typed_values import check_filled, write_dates

NOT_ADMITTED = ("Waiting List", "Not Selected")
FIXED_WITH_SESSIONS = ("path", "unit")


class TrainingGroup(SafeSave):
    """Named checks, in order."""

    def validate(self) -> None:
        check_filled(self)
        write_dates(self, "start_date", "end_date")
        for row in self.members:
            write_dates(row, "joined_on", "left_on")
        self.check_dates()
        self.check_fixed_fields()
        self.check_trainers()
        self.check_member_rows()
        self.check_capacity()
        self.check_new_members()
        self.check_removed_members()

    def on_update(self) -> None:
        before = self.get_doc_before_save()
        everybody = self.beneficiaries() | (before.beneficiaries() if before else set())
        moved = self.membership() ^ (before.membership() if before else set())
        if before and before.status != self.status:
            update_stages(sorted(everybody))
        elif moved:
            update_stages(sorted({beneficiary for beneficiary, *_dates in moved}))

    def beneficiaries(self) -> set[str]:
        """Everybody who is or was in the group."""
        return {row.beneficiary for row in self.members}

    def membership(self) -> set[tuple]:
        """Who was in the group from when to when."""
        return {(row.beneficiary, row.joined_on, row.left_on) for row in self.members}

    def check_dates(self) -> None:
        """The last day is not before the first."""
        if self.end_date and self.end_date < self.start_date:
            frappe.throw(_("The group ends before it starts."), DatesRefused)

    def check_fixed_fields(self) -> None:
        """Attendance was counted for this path and this territory."""
        changed = [field for field in FIXED_WITH_SESSIONS if self.has_value_changed(field)]
        if self.is_new() or not changed:
            return
        if frappe.db.exists("Training Session", {"training_group": self.name}):
            label = _(self.meta.get_label(changed[0]))
            frappe.throw(_("This group has sessions: {0} stays as it is.").format(label), SessionFrozen)

    def check_trainers(self) -> None:
        """Trainers are named once each; those newly named are trainers, and of this territory."""
        before = self.get_doc_before_save()
        known = {row.trainer for row in before.trainers} if before and before.unit == self.unit else set()
        seen: set[str] = set()
        for row in self.trainers:
            if row.trainer in seen:
                frappe.throw(_("Row {0}: {1} is named twice.").format(row.idx, row.trainer))
            seen.add(row.trainer)
            if row.trainer not in known:
                check_trainer(row.trainer, self.unit)

    def check_member_rows(self) -> None:
        """One row a woman, whose dates make sense, and a reason when she left."""
        seen: set[str] = set()
        for row in self.members:
            if row.beneficiary in seen:
                refuse_row(row, _("Row {0}: This person is in the group already."))
            seen.add(row.beneficiary)
            if row.left_on and row.left_on < row.joined_on:
                refuse_row(row, _("Row {0}: The day of leaving is before the day of joining."))
            if row.left_on and not cstr(row.leaving_reason).strip():
                refuse_row(row, _("Row {0}: Give the reason for leaving."))

    def check_capacity(self) -> None:
        """Those who left free their place."""
        present = [row for row in self.members if not row.left_on]
        if len(present) > cint(self.capacity):
            frappe.throw(
                _("The group has {0} places; {1} people are in it.").format(self.capacity, len(present)),
                GroupFull,
            )

    def check_new_members(self) -> None:
        """Whoever joins is in the user's own territory, and was not put on a waiting list or refused."""
        before = self.get_doc_before_save()
        known = before.beneficiaries() if before else set()
        joining = [row for row in self.members if row.beneficiary not in known]
        visible = self.selection_of([row.beneficiary for row in joining])
        for row in joining:
            if row.beneficiary not in visible:
                refuse_row(row, _("Row {0}: This person is not in your territory."))
            if visible[row.beneficiary] in NOT_ADMITTED:
                refuse_row(row, _("Row {0}: This person is on the waiting list, or was not selected."))

    def check_removed_members(self) -> None:
        """A row goes only while no session can have marked her: a phone may hold marks not sent yet."""
        before = self.get_doc_before_save()
        staying = self.beneficiaries()
        for row in before.members if before else ():
            if row.beneficiary not in staying and self.may_have_been_marked(row.joined_on):
                refuse_row(
                    row, _("Row {0}: There were sessions since then. Write when and why this person left.")
                )

    def may_have_been_marked(self, joined_on: date) -> bool:
        """Whether a session of the group took place since that day."""
        days = ["between", [joined_on, getdate()]]
        return bool(frappe.db.exists("Training Session", {"training_group": self.name, "session_date": days}))

    def selection_of(self, beneficiaries: list[str]) -> dict[str, str]:
        """Selection status of those women whom the user may see."""
        if not beneficiaries:
            return {}
        rows = frappe.get_list(
            "Beneficiary",
            filters={"name": ["in", beneficiaries]},
            fields=["name", "selection_status"],
            limit_page_length=0,
            ignore_permissions=bool(self.flags.ignore_permissions),
        )
        return {row.name: row.selection_status for row in rows}


def refuse_row(row: Document, sentence: str) -> NoReturn:
    """Throw the sentence with the row's number in it."""
    frappe.throw(sentence.format(row.idx), MemberRefused)
