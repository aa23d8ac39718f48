from frappe.model.document import Document


class Convention(Document):
    pass
