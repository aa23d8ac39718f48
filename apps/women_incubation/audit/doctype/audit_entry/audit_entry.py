from frappe.model.document import Document


class AuditEntry(Document):
    pass
