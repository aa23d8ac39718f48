from women_incubation.audit.child_row import ChildRow


class PaymentBatchRow(ChildRow):
    """One transfer of a payment batch."""
