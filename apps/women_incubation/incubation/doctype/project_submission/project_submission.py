from women_incubation.audit.child_row import ChildRow


class ProjectSubmission(ChildRow):
    """Saved with its document only."""
