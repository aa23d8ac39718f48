from women_incubation.audit.child_row import ChildRow


class ModulePrerequisite(ChildRow):
    """A module that has to be held before another."""
