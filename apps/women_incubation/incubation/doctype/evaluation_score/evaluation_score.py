from women_incubation.audit.child_row import ChildRow


class EvaluationScore(ChildRow):
    """Saved with its document only."""
