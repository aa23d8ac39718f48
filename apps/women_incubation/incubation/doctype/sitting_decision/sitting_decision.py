from frappe.model.document import Document


class SittingDecision(Document):
    pass
