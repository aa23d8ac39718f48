from frappe.model.document import Document


class ClientRequest(Document):
    pass
