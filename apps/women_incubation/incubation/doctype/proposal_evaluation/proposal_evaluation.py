from frappe.model.document import Document


class ProposalEvaluation(Document):
    pass
