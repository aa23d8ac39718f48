from frappe.model.document import Document


class CallforProjects(Document):
    pass
