from women_incubation.audit.child_row import ChildRow


class ProjectMember(ChildRow):
    """Saved with its document only."""
