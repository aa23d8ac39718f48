from women_incubation.audit.child_row import ChildRow


class DisbursementStep(ChildRow):
    """Who did what on a payment. `disbursement.history` appends it; nobody changes it."""
