from frappe.model.document import Document


class ProjectMember(Document):
    pass
