from women_incubation.audit.child_row import ChildRow


class TrainingGroupMember(ChildRow):
    """A woman's place in a group, from the day she joined to the day she left."""
