from frappe.model.document import Document


class TerritorialAssignment(Document):
    pass
