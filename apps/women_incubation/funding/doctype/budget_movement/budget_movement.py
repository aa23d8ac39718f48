from frappe.model.document import Document


class BudgetMovement(Document):
    pass
