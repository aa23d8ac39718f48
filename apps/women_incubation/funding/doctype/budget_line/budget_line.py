from women_incubation.audit.safe_save import SafeSave
from women_incubation.funding import budget_lines


class BudgetLine(SafeSave):
    """Money that one funder of a convention puts at one place."""

    def validate(self) -> None:
        """The checks are in `funding.budget_lines`."""
        budget_lines.check_total(self)
        budget_lines.check_convention(self)
        budget_lines.check_place(self)
        budget_lines.check_total_is_amended(self)
        budget_lines.check_within_commitment(self)

    def after_insert(self) -> None:
        """The ledger opens the line's balance."""
        budget_lines.open_balance(self)

    def on_update(self) -> None:
        """Another total goes through the ledger, in the same transaction."""
        budget_lines.move_total(self)

    def on_trash(self) -> None:
        """Its movements stay, so the line stays."""
        budget_lines.refuse_delete(self)
