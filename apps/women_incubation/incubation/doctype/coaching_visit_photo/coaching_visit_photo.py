"""A photo taken on a visit."""

from women_incubation.audit.child_row import ChildRow


class CoachingVisitPhoto(ChildRow):
    """Checked by its visit."""
