from frappe.model.document import Document


class IntegrationFollowup(Document):
    pass
