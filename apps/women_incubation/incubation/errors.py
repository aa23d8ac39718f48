"""Refusals of this room, each named for its rule."""

import frappe


class MoveRefused(frappe.ValidationError):
    """A project may not move yet. `missing` says everything that stands in the way, at once.

    missing: list of {"field": fieldname, "message": a sentence in the user's language}.
    """

    missing: list[dict[str, str]]

    def __init__(self, missing: list[dict[str, str]]) -> None:
        self.missing = missing
        super().__init__(str(self))

    def __str__(self) -> str:
        return "\n".join(item["message"] for item in self.missing)


class NotTheHolder(frappe.PermissionError):
    """A woman writes on her own project only, and only when she holds it."""


class OwnProject(frappe.PermissionError):
    """Nobody of the staff moves a project they have a part in themselves."""


class StaleProposal(frappe.TimestampMismatchError):
    """Somebody saved the proposal after this copy of it was read."""

    http_status_code = 409


class EvaluatorMismatch(frappe.PermissionError):
    """An evaluation is written by its evaluator and by nobody else."""


class EvaluatorNotIndependent(frappe.ValidationError):
    """The evaluator has a part in the project: her own, her coach's or a helper's."""


class EvaluationClosed(frappe.ValidationError):
    """The evaluation is final, or its project is not under review."""


class ScoreOutOfRange(frappe.ValidationError):
    """A score is not between zero and the greatest score of its criterion."""


class CallNotConsistent(frappe.ValidationError):
    """Dates, weights or rule of a call do not fit together."""


class CallFrozen(frappe.ValidationError):
    """A published call keeps its rule, its criteria and its place."""


class CommitteeNotConsistent(frappe.ValidationError):
    """Members and quorum of a committee do not fit together."""


class SittingFrozen(frappe.ValidationError):
    """What a sitting has decided stays as it is."""


class SittingNotReady(frappe.ValidationError):
    """The sitting cannot be held or signed yet: its date, quorum, reasons or minutes are missing."""


class NotOnThisProject(frappe.PermissionError):
    """Plans and visits are written by those who accompany the project."""


class MilestoneRefused(MoveRefused):
    """A milestone without its project, its day, its evidence or its reason."""


class MilestoneFrozen(frappe.ValidationError):
    """A milestone that was reached or dropped stays as it is."""


class VisitIncomplete(MoveRefused):
    """A visit that cannot have taken place, or says too little; `missing` says everything it lacks."""


class VisitRefused(frappe.ValidationError):
    """What a device sent is no visit, or no batch of visits."""


class VisitFrozen(frappe.ValidationError):
    """A visit stays as it was recorded."""


class NoSuchSubmission(frappe.ValidationError):
    """The proposal was not sent that many times."""


class NotTheAssigner(frappe.PermissionError):
    """A coordinator assigns evaluators and coaches."""


class CannotAssign(frappe.ValidationError):
    """Nobody can be assigned, or the project is not where one is."""


class AppealRefused(frappe.ValidationError):
    """The appeal is late, or there is no decision to appeal against."""


class NotTheJudge(frappe.PermissionError):
    """An appeal is decided by somebody who neither decided nor evaluated."""


class NotYourTurn(frappe.ValidationError):
    """The waiting list is taken in its order."""


class ChangesRefused(frappe.ValidationError):
    """What was asked of a proposal, and answered, keeps to its turn."""


class QuoteRefused(frappe.ValidationError):
    """A photo of a quote, or a piece of one, that cannot be taken."""
