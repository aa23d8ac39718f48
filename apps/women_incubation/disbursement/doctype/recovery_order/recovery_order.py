from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.disbursement import recovery


class RecoveryOrder(SafeSave):
    """Money that was paid, not spent as agreed, and is to be given back."""

    def validate(self) -> None:
        """The checks are in `disbursement.recovery`."""
        recovery.fill_from_project(self)
        recovery.check_status(self)
        recovery.check_frozen(self)
        recovery.check_amount(self)
        check_private_files(self)

    def on_update(self) -> None:
        """Money that came back goes to the line, in the same transaction."""
        recovery.take_effect(self)

    def on_trash(self) -> None:
        """Only a draft is deleted."""
        recovery.refuse_delete(self)
