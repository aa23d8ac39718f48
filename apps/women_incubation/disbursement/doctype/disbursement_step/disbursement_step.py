from frappe.model.document import Document


class DisbursementStep(Document):
    pass
