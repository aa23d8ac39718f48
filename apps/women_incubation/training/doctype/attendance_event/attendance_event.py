from frappe.model.document import Document


class AttendanceEvent(Document):
    pass
