from frappe.model.document import Document


class SessionAttendance(Document):
    pass
