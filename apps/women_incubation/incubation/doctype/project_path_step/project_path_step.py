from women_incubation.audit.child_row import ChildRow


class ProjectPathStep(ChildRow):
    """Saved with its document only."""
