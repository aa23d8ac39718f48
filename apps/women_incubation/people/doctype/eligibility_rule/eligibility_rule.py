"""A row of a rule set."""

from women_incubation.audit.child_row import ChildRow


class EligibilityRule(ChildRow):
    """Checked by its rule set, whose change is recorded."""
