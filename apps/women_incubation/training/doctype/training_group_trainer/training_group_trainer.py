from frappe.model.document import Document


class TrainingGroupTrainer(Document):
    pass
