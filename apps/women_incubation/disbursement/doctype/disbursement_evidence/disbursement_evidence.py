from frappe.model.document import Document


class DisbursementEvidence(Document):
    pass
