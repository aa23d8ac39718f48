"""A row of a file that was not taken in: what is wrong with it and what was decided, not what it says."""

from frappe.model.document import Document

from women_incubation.audit.append_only import AppendOnlyRecord


class ImportRow(AppendOnlyRecord, Document):
    """Written by the run, and by whoever decides about a held row; read through the file of rows to mend."""
