from women_incubation.audit.safe_save import SafeSave
from women_incubation.disbursement import standing_in


class Substitute(SafeSave):
    """Somebody of the region who does a duty where a place lacks people."""

    def validate(self) -> None:
        """The checks are in `disbursement.standing_in`."""
        standing_in.check_dates(self)
        standing_in.check_role(self, self.user)
        standing_in.check_substitute(self)

    def after_insert(self) -> None:
        """The place comes with the name."""
        standing_in.open_assignment(self, self.user, substitute_for=None)

    def on_update(self) -> None:
        """An earlier end ends the place too."""
        standing_in.end_assignment(self)

    def on_trash(self) -> None:
        """Kept."""
        standing_in.refuse_delete(self)
