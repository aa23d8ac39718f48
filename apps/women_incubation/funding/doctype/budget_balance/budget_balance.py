from frappe.model.document import Document


class BudgetBalance(Document):
    pass
