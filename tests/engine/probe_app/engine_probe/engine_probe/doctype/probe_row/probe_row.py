"""A row of the probe's document."""

from frappe.model.document import Document


class ProbeRow(Document):
    """Nothing of its own."""
