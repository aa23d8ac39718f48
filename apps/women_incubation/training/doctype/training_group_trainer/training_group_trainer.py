from women_incubation.audit.child_row import ChildRow


class TrainingGroupTrainer(ChildRow):
    """Who trains a group."""
