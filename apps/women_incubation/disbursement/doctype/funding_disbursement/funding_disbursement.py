from typing import ClassVar

from women_incubation.audit.guarded_path import GuardedPath
from women_incubation.audit.private_files import attach_row_files, check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.disbursement import checks, effects, guards
from women_incubation.disbursement.signed_content import FIELDS

COACH, COORDINATOR = "Incubation Coach", "Incubation Coordinator"
CONTROLLER, FUNDER = "Incubation Controller", "Incubation Funder"
SECOND_APPROVER, PAYMENT_OFFICER = "Incubation Second Approver", "Incubation Payment Officer"

REASON = frozenset({"step_reason"})
PAYMENT = REASON | {"bank_reference", "paid_on"}


class FundingDisbursement(GuardedPath, SafeSave):
    """A payment of one tranche, from its request to the woman's receipt of it."""

    GUARDS = guards.GUARDS
    EDITABLE: ClassVar = {
        "Draft": {COACH: FIELDS | REASON, COORDINATOR: FIELDS | REASON},
        "Returned": {COACH: FIELDS | REASON, COORDINATOR: FIELDS | REASON},
        "Requested": {CONTROLLER: REASON},
        "Verified": {FUNDER: REASON},
        "Approved": {SECOND_APPROVER: REASON, PAYMENT_OFFICER: PAYMENT},
        "Second Approval": {PAYMENT_OFFICER: PAYMENT},
        "Paid": {PAYMENT_OFFICER: REASON, COORDINATOR: frozenset({"receipt_document"})},
    }
    SERVER_WRITTEN = frozenset({"steps", "needs_second_approval", "receipt_channel", "payment_batch"})

    def acting_roles(self) -> frozenset[str]:
        """A woman's role counts on her own payment only."""
        roles = super().acting_roles()
        return roles if guards.is_holder(self) else roles - {guards.WOMAN}

    def validate(self) -> None:
        """The path's own steps first and last; between them, what any payment must respect."""
        self.refuse_server_written()
        self.check_docstatus_is_zero()
        self.check_editable()
        checks.fill_from_project(self)
        checks.check_amount(self)
        checks.check_payee(self)
        check_private_files(self)
        checks.note_preparer(self)
        self.follow_path()

    def on_update(self) -> None:
        """Money moves after the row is written, in the same transaction."""
        attach_row_files(self)
        self.finish_move()

    def before_move(self, action: str, old: str, new: str) -> None:
        """See effects.set_values."""
        effects.set_values(self, action)

    def after_move(self, action: str, old: str, new: str) -> None:
        """See effects.move_money."""
        effects.move_money(self, action, old)
