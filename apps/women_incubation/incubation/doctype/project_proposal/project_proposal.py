from frappe.model.document import Document


class ProjectProposal(Document):
    pass
