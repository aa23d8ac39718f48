from frappe.model.document import Document


class ConvergenceRule(Document):
    pass
