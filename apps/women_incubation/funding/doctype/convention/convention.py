from women_incubation.audit.entries import record
from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.funding import conventions


class Convention(SafeSave):
    """An agreement between parties: what each one brings, where, and from when to when."""

    def validate(self) -> None:
        """The checks are in `funding.conventions`."""
        conventions.check_dates(self)
        conventions.check_status(self)
        conventions.check_signed_content(self)
        conventions.check_parties(self)
        conventions.check_lines_still_stand(self)
        check_private_files(self)

    def on_update(self) -> None:
        """A change of status is recorded."""
        if self.has_value_changed("status"):
            record("convention_status", self, status=self.status)

    def on_trash(self) -> None:
        """A convention that was signed stays."""
        conventions.refuse_delete(self)
