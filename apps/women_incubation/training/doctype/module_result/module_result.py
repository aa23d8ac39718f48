"""What somebody reached in a test of a module."""

import math

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate

from women_incubation.audit.frozen_fields import changed_fields
from women_incubation.audit.kept_record import KeptRecord
from women_incubation.audit.safe_save import SafeSave
from women_incubation.training.errors import ResultRefused
from women_incubation.training.permissions import may_mark
from women_incubation.training.roster import trainers_of
from women_incubation.training.typed_values import check_filled, write_dates

WHAT_WAS_TESTED = {"training_group", "beneficiary", "module", "kind", "attempt"}
ONE_OF_EACH = ["training_group", "beneficiary", "module", "kind", "attempt"]


class ModuleResult(KeptRecord, SafeSave):
    """Named checks, in order."""

    def validate(self) -> None:
        self.attempt = cint(self.attempt) or 1
        check_filled(self)
        write_dates(self, "graded_on")
        self.take_unit_of_group()
        self.check_grader()
        self.check_score()
        self.check_date()
        self.check_belongs()
        self.check_same_test()
        self.check_once()
        self.note_grader()

    def take_unit_of_group(self) -> None:
        """The territory of a result is that of the group."""
        self.unit = frappe.db.get_value("Training Group", self.training_group, "unit")

    def check_grader(self) -> None:
        """Trainers grade the groups they train; coordinators those of their territory."""
        if frappe.session.user == "Administrator":
            return
        trainers = trainers_of([self.training_group])[self.training_group]
        if not may_mark(frappe.session.user, trainers):
            frappe.throw(_("You do not train this group."), frappe.PermissionError)

    def check_score(self) -> None:
        """From nothing to all."""
        score, out_of = flt(self.score), flt(self.max_score)
        if not (
            math.isfinite(score) and math.isfinite(out_of) and 0 < out_of <= 1000 and 0 <= score <= out_of
        ):
            frappe.throw(_("A score lies between 0 and what it is out of, at most 1000."), ResultRefused)

    def check_date(self) -> None:
        """Nobody is graded in the future."""
        if self.graded_on > getdate():
            frappe.throw(_("A test is graded on the day it took place, not before."), ResultRefused)

    def check_belongs(self) -> None:
        """She is or was in the group, and the module is of its path."""
        member = {
            "parenttype": "Training Group",
            "parent": self.training_group,
            "beneficiary": self.beneficiary,
        }
        if not frappe.db.exists("Training Group Member", member):
            frappe.throw(_("This person is not a member of the group."), ResultRefused)
        path = frappe.db.get_value("Training Group", self.training_group, "path")
        if self.module not in {row.module for row in frappe.get_cached_doc("Training Path", path).modules}:
            frappe.throw(
                _("The module {0} is not part of the group's training path {1}.").format(self.module, path),
                ResultRefused,
            )

    def check_same_test(self) -> None:
        """A result stays that of one person and one test."""
        before = self.get_doc_before_save()
        if before and changed_fields(self, before) & WHAT_WAS_TESTED:
            frappe.throw(_("Whose result of which test this is stays as it is."), ResultRefused)

    def check_once(self) -> None:
        """One result a person, test and attempt; the database holds it against races."""
        same = {field: self.get(field) for field in ONE_OF_EACH}
        if self.is_new() and frappe.db.exists("Module Result", same):
            frappe.throw(_("There is a result of this attempt already."), ResultRefused)

    def note_grader(self) -> None:
        """Who said so."""
        before = self.get_doc_before_save() or frappe.new_doc(self.doctype)
        self.flags.changed_result = bool(changed_fields(self, before) - {"graded_by", "unit"})
        self.graded_by = frappe.session.user if self.flags.changed_result else before.graded_by


def on_doctype_update() -> None:
    """One result a person, test and attempt, whoever races."""
    frappe.db.add_unique("Module Result", ONE_OF_EACH)
