"""The document of the probe."""

import frappe
from frappe.model.document import Document


class ProbeDocument(Document):
    """Refuses a negative amount; doubles it on request."""

    def validate(self) -> None:
        """One rule, so that a refusal can be seen."""
        if (self.amount or 0) < 0:
            frappe.throw("An amount is not negative.")

    @frappe.whitelist()
    def times(self, factor: int) -> float:
        """The amount times `factor`."""
        return (self.amount or 0) * factor
