from women_incubation.audit.safe_save import SafeSave
from women_incubation.disbursement import batches


class PaymentBatch(SafeSave):
    """A list of transfers for the bank, frozen as it was made."""

    def validate(self) -> None:
        """The services of `disbursement.batches` and `bank_results` write it, nobody else."""
        batches.refuse_other_hands(self)

    def on_trash(self) -> None:
        """Kept."""
        batches.refuse_other_hands(self)

    def before_rename(self, old: str, new: str, merge: bool = False) -> None:
        """Its number is on the bank's file."""
        batches.refuse_other_hands(self)
