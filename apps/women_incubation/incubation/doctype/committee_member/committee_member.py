from women_incubation.audit.child_row import ChildRow


class CommitteeMember(ChildRow):
    """Saved with its document only."""
