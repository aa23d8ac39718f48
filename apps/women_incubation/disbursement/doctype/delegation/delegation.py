from women_incubation.audit.safe_save import SafeSave
from women_incubation.disbursement import standing_in


class Delegation(SafeSave):
    """While somebody is away, a colleague of the same role acts in their place."""

    def validate(self) -> None:
        """The checks are in `disbursement.standing_in`."""
        standing_in.check_dates(self)
        standing_in.check_role(self, self.to_user)
        standing_in.check_delegation(self)

    def after_insert(self) -> None:
        """The colleague sees the place meanwhile."""
        standing_in.open_assignment(self, self.to_user, substitute_for=self.from_user)

    def on_update(self) -> None:
        """An earlier end ends the place too."""
        standing_in.end_assignment(self)

    def on_trash(self) -> None:
        """Kept."""
        standing_in.refuse_delete(self)
