from women_incubation.audit.child_row import ChildRow


class AmendedLine(ChildRow):
    """What an amendment changes in one budget line."""
