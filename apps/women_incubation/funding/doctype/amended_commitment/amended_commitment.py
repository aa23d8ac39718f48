from women_incubation.audit.child_row import ChildRow


class AmendedCommitment(ChildRow):
    """What an amendment changes in one party's commitment."""
