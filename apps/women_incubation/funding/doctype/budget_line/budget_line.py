from frappe.model.document import Document


class BudgetLine(Document):
    pass
