from frappe.model.document import Document


class TrainingGroup(Document):
    pass
