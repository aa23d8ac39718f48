from frappe.model.document import Document


class TrainingGroupMember(Document):
    pass
