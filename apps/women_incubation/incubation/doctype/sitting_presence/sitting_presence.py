from women_incubation.audit.child_row import ChildRow


class SittingPresence(ChildRow):
    """Saved with its document only."""
