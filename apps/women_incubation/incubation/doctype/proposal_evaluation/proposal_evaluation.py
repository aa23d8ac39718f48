"""One evaluator's judgement of a proposal, made without knowing the others'."""

import frappe
from frappe import _
from frappe.model.document import Document

from women_incubation.audit.entries import record
from women_incubation.audit.safe_save import SafeSave
from women_incubation.incubation import declaring, scoring
from women_incubation.incubation.errors import (
    EvaluationClosed,
    EvaluatorMismatch,
    EvaluatorNotIndependent,
)
from women_incubation.incubation.independence import too_close

FINAL = "Final"
UNDER_REVIEW = "Under Review"


class ProposalEvaluation(SafeSave):
    """One a project and evaluator (unique); written by its evaluator alone; frozen once final."""

    def validate(self) -> None:
        """A list of named checks."""
        self.check_not_final()
        self.check_evaluator()
        project = frappe.get_doc("Project Proposal", self.project, for_update=True)
        self.check_under_review(project)
        self.check_independent(project)
        self.set_unit(project)
        self.check_conflict()
        declaring.set_declaration(self)
        declaring.set_assignment(self)
        scoring.fill_scores(self, project)
        self.total_score = scoring.total_of(self)
        if self.status == FINAL:
            scoring.check_complete(self)

    def on_update(self) -> None:
        """Record that it was made final; the score stays out of the log until it counts."""
        if self.status == FINAL:
            record(
                "evaluation_final", self, project=self.project, conflict=int(self.conflict_of_interest or 0)
            )

    def on_trash(self) -> None:
        """A final evaluation stays."""
        if self.status == FINAL:
            frappe.throw(_("A final evaluation cannot be deleted."), EvaluationClosed)

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """Merging two would make one evaluation of two people."""
        frappe.throw(_("An evaluation keeps its name."), EvaluationClosed)

    def check_not_final(self) -> None:
        """A final evaluation is frozen, for its evaluator too."""
        before = self.get_doc_before_save()
        if before and before.status == FINAL:
            frappe.throw(_("This evaluation is final and can no longer be changed."), EvaluationClosed)

    def check_evaluator(self) -> None:
        """Written in one's own name only, whoever one is; a draft without a judgement may be assigned."""
        self.evaluator = self.evaluator or frappe.session.user
        if self.flags.assigned and self.is_new():
            return
        if self.evaluator != frappe.session.user:
            frappe.throw(_("An evaluation is written by its evaluator only."), EvaluatorMismatch)

    def check_under_review(self, project: Document) -> None:
        """Evaluations are written while the project is under review."""
        if project.workflow_state != UNDER_REVIEW:
            sentence = _("The project is {0}; it is evaluated while it is under review.")
            frappe.throw(sentence.format(_(project.workflow_state)), EvaluationClosed)

    def check_independent(self, project: Document) -> None:
        """Nobody evaluates her own project, nor one they coach or helped with."""
        reason = too_close(project).get(self.evaluator)
        if reason:
            sentence = _("You cannot evaluate this project: the evaluator {0}.")
            frappe.throw(sentence.format(reason), EvaluatorNotIndependent)

    def set_unit(self, project: Document) -> None:
        """The project's territory; saving asks whether the evaluator works there."""
        self.unit = project.unit

    def check_conflict(self) -> None:
        """A conflict is explained; whoever declares one gives no scores."""
        if not self.conflict_of_interest:
            return
        if self.status == FINAL and not (self.conflict_detail or "").strip():
            frappe.throw(_("Say what the conflict of interest is."), frappe.MandatoryError)
        for row in self.scores:
            row.score = 0


def on_doctype_update() -> None:
    """One evaluation for each project and evaluator; Frappe calls this when it makes the table."""
    frappe.db.add_unique("Proposal Evaluation", ["project", "evaluator"], constraint_name="project_evaluator")
