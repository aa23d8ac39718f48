from women_incubation.audit.child_row import ChildRow


class DisbursementEvidence(ChildRow):
    """A paper that stands behind a payment."""
