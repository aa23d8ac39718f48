from frappe.model.document import Document


class ProjectTranche(Document):
    pass
