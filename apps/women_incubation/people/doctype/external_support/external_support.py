from frappe.model.document import Document


class ExternalSupport(Document):
    pass
