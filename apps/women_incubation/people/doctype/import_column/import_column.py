"""How one column of a file is read."""

from women_incubation.audit.child_row import ChildRow


class ImportColumn(ChildRow):
    """Checked by its import."""
