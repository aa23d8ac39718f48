from frappe.model.document import Document


class FundingDisbursement(Document):
    pass
