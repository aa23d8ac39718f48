from women_incubation.audit.child_row import ChildRow


class TrainingPathModule(ChildRow):
    """A module's place in a path."""
