from women_incubation.audit.private_files import check_private_files
from women_incubation.audit.safe_save import SafeSave
from women_incubation.disbursement import justifications


class ExpenseJustification(SafeSave):
    """A paper that shows how part of a payment was spent. A controller accepts or refuses it."""

    def validate(self) -> None:
        """The checks are in `disbursement.justifications`."""
        justifications.refuse_decided(self)
        justifications.check_status(self)
        justifications.fill_from_payment(self)
        justifications.check_payment_was_made(self)
        justifications.check_spent_on(self)
        justifications.check_within_payment(self)
        check_private_files(self)

    def on_update(self) -> None:
        """A decision is recorded."""
        justifications.record_decision(self)

    def on_trash(self) -> None:
        """A decided one stays."""
        justifications.refuse_delete(self)
