from frappe.model.document import Document


class TrainingPath(Document):
    pass
