from women_incubation.audit.child_row import ChildRow


class TrancheTemplateRow(ChildRow):
    """One tranche of a funding rule: its share and its condition."""
