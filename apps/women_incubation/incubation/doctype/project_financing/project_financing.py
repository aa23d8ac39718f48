from frappe.model.document import Document


class ProjectFinancing(Document):
    pass
