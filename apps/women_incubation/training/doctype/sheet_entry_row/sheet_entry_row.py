from women_incubation.audit.child_row import ChildRow


class SheetEntryRow(ChildRow):
    """One line of a sheet, as it was typed in."""
