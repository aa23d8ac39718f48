from frappe.model.document import Document


class ExpenseJustification(Document):
    pass
