"""A row of its parent."""

from frappe.model.document import Document


class EligibilityRule(Document):
    """No rules of its own."""
