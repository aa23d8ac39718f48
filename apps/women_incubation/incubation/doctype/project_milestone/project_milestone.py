"""Something a project is to reach by a day: a machine bought, a shop opened, a first customer."""

import frappe
from frappe import _

from women_incubation.audit.entries import record
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.incubation import milestones
from women_incubation.incubation.errors import MilestoneFrozen, MilestoneRefused, NotOnThisProject
from women_incubation.incubation.missing import Missing
from women_incubation.territory.days import as_day


class ProjectMilestone(SafeSave):
    """Planned until it is reached with evidence, or dropped with a reason; then it stays."""

    def validate(self) -> None:
        self.check_open()
        project = frappe.get_doc("Project Proposal", self.project)
        self.beneficiary, self.unit = project.beneficiary, project.unit
        if not milestones.accompanies(project):
            sentence = _("Milestones are written by the coach of the project or by a coordinator.")
            frappe.throw(sentence, NotOnThisProject)
        check_private_files(self)
        as_day(self.due_on)
        missing = Missing()
        milestones.check_plan(self, project, missing)
        milestones.check_result(self, missing)
        missing.refuse(_("This milestone is not complete"), MilestoneRefused)
        self.reached_by = frappe.session.user if self.status != milestones.PLANNED else None

    def on_update(self) -> None:
        record("milestone_written", self, project=self.project, status=self.status)

    def on_trash(self) -> None:
        """Dropped, not deleted: a tranche may have waited for it."""
        frappe.throw(_("A milestone is dropped with a reason, not deleted."), MilestoneFrozen)

    def check_open(self) -> None:
        """Reached or dropped is final, and the project is not another's afterwards."""
        before = self.get_doc_before_save()
        if before and before.status != milestones.PLANNED:
            sentence = _("This milestone is {0} and can no longer be changed.")
            frappe.throw(sentence.format(_(before.status)), MilestoneFrozen)
        if before and before.project != self.project:
            frappe.throw(_("A milestone stays with its project."), MilestoneFrozen)
