from frappe.model.document import Document


class ProjectBalance(Document):
    pass
