from frappe.model.document import Document


class ConventionParty(Document):
    pass
