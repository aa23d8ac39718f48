"""A row of a file that was not taken in: its number and what is wrong with it, not what it says."""

from frappe.model.document import Document

from women_incubation.audit.append_only import AppendOnlyRecord


class ImportRow(AppendOnlyRecord, Document):
    """Written by the run alone; read through the file of rows to mend."""
