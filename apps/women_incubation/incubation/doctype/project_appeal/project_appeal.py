"""A woman contests what a sitting decided about her project; somebody who had no part in it decides."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from women_incubation.audit.entries import record
from women_incubation.audit.guarded_path import roles_by_assignment
from women_incubation.audit.safe_save import SafeSave
from women_incubation.incubation import appeals
from women_incubation.incubation.errors import AppealRefused, NotTheHolder, NotTheJudge
from women_incubation.incubation.roles import COORDINATOR, PROGRAMME_OFFICER
from women_incubation.people.services import own_beneficiary

KEPT = ("sitting", "contested", "deadline", "lodged_on", "lodged_by", "grounds", "decided_on", "decided_by")


class ProjectAppeal(SafeSave):
    """Lodged once for a decision (unique), within its days; decided once, by somebody else."""

    def validate(self) -> None:
        """A new one is checked and dated; a stored one is decided, or stays."""
        before = self.get_doc_before_save()
        project = frappe.get_doc("Project Proposal", self.project, for_update=True)
        self.beneficiary, self.unit = project.beneficiary, project.unit
        if not before:
            return self.lodge(project)
        for field in KEPT:
            self.set(field, before.get(field))
        return self.decide(before, project)

    def on_update(self) -> None:
        """Record it; tell her the outcome."""
        before = self.get_doc_before_save()
        if not before:
            record("appeal_lodged", self, project=self.project, sitting=self.sitting)
        elif before.status != self.status:
            record("appeal_decided", self, project=self.project, outcome=self.status)
            appeals.tell_outcome(self)

    def on_trash(self) -> None:
        """An appeal stays."""
        frappe.throw(_("An appeal cannot be deleted."), AppealRefused)

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """Nor merged."""
        frappe.throw(_("An appeal keeps its name."), AppealRefused)

    def lodge(self, project: Document) -> None:
        """By the woman who holds the project, or a coordinator for her."""
        self.check_lodger(project)
        appeals.check_lodging(project, self.grounds)
        self.status, self.outcome_reason, self.decided_on, self.decided_by = appeals.LODGED, None, None, None
        self.sitting, self.contested = project.sitting, project.workflow_state
        self.deadline = appeals.deadline_of(project)
        self.lodged_on, self.lodged_by = getdate(), frappe.session.user

    def check_lodger(self, project: Document) -> None:
        """Raises NotTheHolder for anybody else."""
        hers = own_beneficiary() == project.beneficiary
        if not hers and COORDINATOR not in roles_by_assignment(frappe.session.user):
            sentence = _("The holder of the project appeals, or a coordinator for her.")
            frappe.throw(sentence, NotTheHolder)

    def decide(self, before: Document, project: Document) -> None:
        """Upheld or dismissed, with reasons, by a programme officer who had no part in the decision."""
        if before.status != appeals.LODGED:
            frappe.throw(_("This appeal is decided."), AppealRefused)
        self.check_judge(project)
        if self.status == appeals.LODGED:
            return
        if not (self.outcome_reason or "").strip():
            frappe.throw(_("Write the reason of the decision: it is told to her."), AppealRefused)
        self.decided_on, self.decided_by = getdate(), frappe.session.user

    def check_judge(self, project: Document) -> None:
        """Raises NotTheJudge."""
        user = frappe.session.user
        if PROGRAMME_OFFICER not in roles_by_assignment(user):
            frappe.throw(_("A programme officer decides appeals."), NotTheJudge)
        if user in {*appeals.involved(project, self.sitting), self.lodged_by}:
            sentence = _(
                "You had a part in this project or in its decision: somebody else decides the appeal."
            )
            frappe.throw(sentence, NotTheJudge)


def on_doctype_update() -> None:
    """One appeal for each project and sitting, whoever lodges at the same moment."""
    frappe.db.add_unique("Project Appeal", ["project", "sitting"], constraint_name="project_sitting")
