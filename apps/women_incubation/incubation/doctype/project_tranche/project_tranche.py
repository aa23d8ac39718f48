from women_incubation.audit.child_row import ChildRow


class ProjectTranche(ChildRow):
    """Saved with its document only."""
