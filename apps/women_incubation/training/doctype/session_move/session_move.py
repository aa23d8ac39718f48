from women_incubation.audit.child_row import ChildRow


class SessionMove(ChildRow):
    """When a session was to be before it was moved, and why it was."""
