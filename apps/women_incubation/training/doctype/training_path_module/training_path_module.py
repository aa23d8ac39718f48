from frappe.model.document import Document


class TrainingPathModule(Document):
    pass
