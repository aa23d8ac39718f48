from women_incubation.audit.child_row import ChildRow


class ProposalBudgetItem(ChildRow):
    """Saved with its document only."""
