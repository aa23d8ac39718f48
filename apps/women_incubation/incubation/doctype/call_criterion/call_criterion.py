from women_incubation.audit.child_row import ChildRow


class CallCriterion(ChildRow):
    """Saved with its document only."""
