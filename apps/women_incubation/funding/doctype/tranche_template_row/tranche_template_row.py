from frappe.model.document import Document


class TrancheTemplateRow(Document):
    pass
