from women_incubation.audit.child_row import ChildRow


class PathThreshold(ChildRow):
    """The thresholds of a path from a day on."""
