from women_incubation.audit.child_row import ChildRow


class ProjectFinancing(ChildRow):
    """Saved with its document only."""
