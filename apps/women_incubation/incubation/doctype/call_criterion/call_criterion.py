from frappe.model.document import Document


class CallCriterion(Document):
    pass
