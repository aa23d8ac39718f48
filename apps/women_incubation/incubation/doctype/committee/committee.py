from frappe.model.document import Document


class Committee(Document):
    pass
