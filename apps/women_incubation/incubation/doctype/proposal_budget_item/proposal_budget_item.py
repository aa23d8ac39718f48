from frappe.model.document import Document


class ProposalBudgetItem(Document):
    pass
