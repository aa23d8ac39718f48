from frappe.model.document import Document


class TrainingSession(Document):
    pass
