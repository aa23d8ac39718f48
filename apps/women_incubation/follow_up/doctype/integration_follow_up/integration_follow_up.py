"""A visit 6 or 12 months after the activity started: does it still run, and what shows it?"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.follow_up.due_dates import due_on
from women_incubation.follow_up.errors import (
    FollowUpFrozen,
    FollowUpIncomplete,
    FollowUpRefused,
    NotTheFollower,
)
from women_incubation.funding.money import centimes_of
from women_incubation.incubation.missing import Missing
from women_incubation.territory.days import as_day

DUE, DONE = "Due", "Done"
COACH, COORDINATOR = "Incubation Coach", "Incubation Coordinator"
STARTED = "Activity Started"


class IntegrationFollowup(SafeSave):
    """One a project and month (unique). Due until it is done; then frozen."""

    def validate(self) -> None:
        """A list of named checks."""
        self.check_not_done()
        project = frappe.get_doc("Project Proposal", self.project)
        self.check_project(project)
        self.set_from_project(project)
        self.check_follower(project)
        check_private_files(self)
        centimes_of(self, "monthly_income")
        if self.done_on:
            as_day(self.done_on)
        if self.status == DONE:
            self.finish()

    def on_update(self) -> None:
        """Record what was opened and what was done."""
        before = self.get_doc_before_save()
        if not before:
            record("follow_up_opened", self, project=self.project, month=self.month, due_on=str(self.due_on))
        elif self.status == DONE:
            running = int(self.activity_running or 0)
            record("follow_up_done", self, project=self.project, month=self.month, running=running)

    def on_trash(self) -> None:
        """A follow-up stays: it was due."""
        frappe.throw(_("A follow-up cannot be deleted."), FollowUpFrozen)

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """Nor merged."""
        frappe.throw(_("A follow-up keeps its name."), FollowUpFrozen)

    def check_not_done(self) -> None:
        """Done is done; a new one starts as due."""
        before = self.get_doc_before_save()
        if before and before.status == DONE:
            frappe.throw(_("This follow-up is done and can no longer be changed."), FollowUpFrozen)
        if not before and self.status == DONE:
            frappe.throw(_("A new follow-up starts as due."), FollowUpRefused)

    def check_project(self, project: Document) -> None:
        """Projects whose activity has started, and not ended, are followed up."""
        if project.workflow_state != STARTED:
            sentence = _("The project is {0}; follow-ups belong to a started activity.")
            frappe.throw(sentence.format(_(project.workflow_state)), FollowUpRefused)

    def set_from_project(self, project: Document) -> None:
        """Woman, territory and due date are the project's; who did it is written when it is done."""
        self.beneficiary, self.unit = project.beneficiary, project.unit
        self.due_on = due_on(project.activity_started_on, int(self.month))
        self.done_by = None

    def check_follower(self, project: Document) -> None:
        """The project's own coach, or a coordinator; nobody else, Administrator included."""
        if self.is_new():
            return
        user = frappe.session.user
        roles = roles_by_assignment(user)
        is_coach = COACH in roles and project.coach == user
        if not is_coach and COORDINATOR not in roles:
            sentence = _("Follow-ups are written by the coach of the project or by a coordinator.")
            frappe.throw(sentence, NotTheFollower)

    def finish(self) -> None:
        """Done: not before it is due nor in the future, with its findings. Says all that is missing."""
        self.done_by = frappe.session.user
        missing = Missing()
        self._check_visit(missing)
        self._check_findings(missing)
        missing.refuse(_("This follow-up is not complete"), FollowUpIncomplete)

    def _check_visit(self, missing: Missing) -> None:
        if not self.done_on:
            missing.add("done_on", _("Give the day of the visit."))
        elif as_day(self.done_on) > getdate():
            missing.add("done_on", _("The visit cannot be in the future."))
        elif as_day(self.done_on) < as_day(self.due_on):
            sentence = _("The visit is too early: this follow-up is due on {0}.")
            missing.add("done_on", sentence.format(frappe.format(self.due_on, "Date")))

    def _check_findings(self, missing: Missing) -> None:
        if not self.activity_running:
            missing.need(self.stop_reason, "stop_reason", _("The activity does not run: say why it stopped."))
            missing.need(self.stop_reason_code, "stop_reason_code", _("Choose the kind of reason."))
            return
        missing.need(self.evidence, "evidence", _("Attach the evidence that the activity runs."))
        missing.need(self.jobs, "jobs", _("Say how many people work in the activity, the woman included."))


def on_doctype_update() -> None:
    """One follow-up for each project and month; Frappe calls this when it makes the table."""
    frappe.db.add_unique("Integration Follow-up", ["project", "month"], constraint_name="project_month")
