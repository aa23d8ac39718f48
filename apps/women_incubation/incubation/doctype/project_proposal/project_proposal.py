"""A woman's project, from idea to economic integration."""

import frappe

from women_incubation.audit.guarded_path import GuardedPath
from women_incubation.audit.private_files import attach_row_files, check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.funding.money import centimes_of, to_currency
from women_incubation.incubation import changes, editing, financing, guards, moves
from women_incubation.incubation.amounts import sum_of
from women_incubation.incubation.roles import WOMAN
from women_incubation.people.services import own_beneficiary
from women_incubation.territory.days import as_day

AMOUNTS = ("requested_amount", "own_contribution_cash", "own_contribution_kind")


class ProjectProposal(GuardedPath, SafeSave):
    """Its path is the Workflow "Project Path"; guards, moves and who edits what stand in this room."""

    GUARDS = guards.GUARDS
    EDITABLE = editing.EDITABLE
    SERVER_WRITTEN = editing.SERVER_WRITTEN

    def validate(self) -> None:
        """A list of named checks."""
        self.restore_server_written()
        self.check_docstatus_is_zero()
        self.default_to_herself()
        self.check_editable()
        self.check_amounts()
        self.check_day()
        check_private_files(self)
        changes.check_changes(self)
        editing.sign_exceptions(self)
        self.set_derived()
        self.follow_path()
        moves.note_coach(self)

    def on_update(self) -> None:
        """The effects of a move, in the same transaction."""
        attach_row_files(self)
        editing.record_exceptions(self)
        self.finish_move()

    def acting_roles(self) -> frozenset[str]:
        """As given to the user; a woman's role holds on the project she holds, and on no other."""
        roles = super().acting_roles()
        project = self.get_doc_before_save() or self
        if WOMAN in roles and own_beneficiary() != project.beneficiary:
            return roles - {WOMAN}
        return roles

    def default_to_herself(self) -> None:
        """A woman who opens a project holds it."""
        if self.is_new() and not self.beneficiary:
            self.beneficiary = own_beneficiary()

    def check_editable(self) -> None:
        """Raise FieldsFrozen for a field that this state, or this user's role, does not open."""
        super().check_editable()
        if self.is_new():
            editing.refuse_early_fields(self, self.acting_roles())

    def check_amounts(self) -> None:
        """Every amount is a whole number of centimes. Raises NotAnAmount naming field and row."""
        for fieldname in AMOUNTS:
            centimes_of(self, fieldname)
        for table in ("budget_items", "financing", "tranches"):
            sum_of(self.get(table))

    def check_day(self) -> None:
        """The activity starts on a day of the calendar. Raises NotADay."""
        if self.activity_started_on:
            as_day(self.activity_started_on)

    def set_derived(self) -> None:
        """Total cost from the budget; the holder's territory, which stays once the project is under way."""
        self.total_cost = to_currency(sum_of(self.budget_items))
        if self.workflow_state == editing.IDEA or not self.unit:
            self.unit = frappe.db.get_value("Beneficiary", self.beneficiary, "unit")
        financing.set_tranche_percents(self)

    def before_move(self, action: str, old: str, new: str) -> None:
        """Fields that the move decides, and the step in the project's history."""
        moves.write_fields(self, action)
        moves.note_step(self, action, old, new)

    def after_move(self, action: str, old: str, new: str) -> None:
        """Ledger, follow-ups, the women's stages."""
        moves.take_effect(self, action)
