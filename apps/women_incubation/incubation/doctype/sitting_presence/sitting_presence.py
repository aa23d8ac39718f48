from frappe.model.document import Document


class SittingPresence(Document):
    pass
