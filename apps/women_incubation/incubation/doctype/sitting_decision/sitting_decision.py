from women_incubation.audit.child_row import ChildRow


class SittingDecision(ChildRow):
    """Saved with its document only."""
