"""A visit of the coach to a project: what was seen, what was agreed."""

import frappe
from frappe import _
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.private_files import attach_row_files, check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.incubation.errors import NotOnThisProject, VisitFrozen, VisitIncomplete
from women_incubation.incubation.missing import Missing
from women_incubation.incubation.visits import COACHED_STATES
from women_incubation.territory.days import as_day

MENTORING = "Mentoring"


class CoachingVisit(SafeSave):
    """Written once by the project's coach, on the Desk or by the field app; a correction is another visit."""

    def validate(self) -> None:
        if self.get_doc_before_save():
            frappe.throw(_("A visit stays as it was recorded. Write another one."), VisitFrozen)
        project = frappe.get_doc("Project Proposal", self.project)
        self.beneficiary, self.unit, self.coach = project.beneficiary, project.unit, frappe.session.user
        if project.coach != self.coach:
            frappe.throw(_("Only the coach of this project records a visit to it."), NotOnThisProject)
        check_private_files(self)
        self.check_content(project.workflow_state)

    def on_update(self) -> None:
        attach_row_files(self)
        record("visit_recorded", self, project=self.project, visit_date=str(self.visit_date))

    def on_trash(self) -> None:
        """It took place."""
        frappe.throw(_("A visit cannot be deleted."), VisitFrozen)

    def check_content(self, state: str) -> None:
        """A day that has come, a place on earth, a project that is accompanied. Says all that is wrong."""
        missing = Missing()
        if state not in COACHED_STATES:
            missing.add("project", _("The project is {0}; it is not accompanied now.").format(_(state)))
        if self.kind == MENTORING:
            missing.need(self.mentor, "mentor", _("Name the mentor who took part."))
        if as_day(self.visit_date) > getdate():
            missing.add("visit_date", _("The visit cannot be in the future."))
        if self.next_visit_on and as_day(self.next_visit_on) < as_day(self.visit_date):
            missing.add("next_visit_on", _("The next visit is before this one."))
        if not (-90 <= float(self.latitude or 0) <= 90 and -180 <= float(self.longitude or 0) <= 180):
            missing.add("latitude", _("These coordinates are no place on earth."))
        missing.refuse(_("This visit cannot be recorded"), VisitIncomplete)
