from women_incubation.audit.child_row import ChildRow


class ConventionParty(ChildRow):
    """What one party brings to a convention."""
