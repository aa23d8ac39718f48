from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.funding import amendments


class ConventionAmendment(SafeSave):
    """What changes in a signed convention, signed in its turn."""

    def validate(self) -> None:
        """The checks are in `funding.amendments`."""
        amendments.refuse_signed(self)
        amendments.fill_from_convention(self)
        amendments.check_content(self)
        amendments.check_signature(self)
        check_private_files(self)

    def on_update(self) -> None:
        """Signing applies it, in the same transaction."""
        amendments.apply_when_signed(self)

    def on_trash(self) -> None:
        """A signed one stays."""
        amendments.refuse_delete(self)
