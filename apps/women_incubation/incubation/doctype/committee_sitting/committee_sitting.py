from frappe.model.document import Document


class CommitteeSitting(Document):
    pass
