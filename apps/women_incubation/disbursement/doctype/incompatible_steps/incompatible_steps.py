from women_incubation.audit.safe_save import SafeSave
from women_incubation.disbursement import separation_rules


class IncompatibleSteps(SafeSave):
    """Two steps that one person never takes on one payment."""

    def validate(self) -> None:
        """The checks are in `disbursement.separation_rules`."""
        separation_rules.check_pair(self)

    def on_update(self) -> None:
        """A change is recorded."""
        separation_rules.record_change(self)

    def on_trash(self) -> None:
        """A base pair stays."""
        separation_rules.refuse_delete(self)
