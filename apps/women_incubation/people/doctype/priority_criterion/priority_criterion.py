"""A row of its parent."""

from frappe.model.document import Document


class PriorityCriterion(Document):
    """No rules of its own."""
