from women_incubation.audit.child_row import ChildRow


class BankResult(ChildRow):
    """One file of the bank's answers, as it was taken over."""
