"""A paper of a woman's file: a copy of her card, a certificate."""

from women_incubation.audit.child_row import ChildRow


class BeneficiaryPaper(ChildRow):
    """Saved with her file only."""
