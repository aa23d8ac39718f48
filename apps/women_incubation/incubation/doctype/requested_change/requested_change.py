"""One thing to change in a proposal: the field it concerns, what is asked, and her answer."""

from women_incubation.audit.child_row import ChildRow


class RequestedChange(ChildRow):
    """Rules in `incubation.changes`."""
