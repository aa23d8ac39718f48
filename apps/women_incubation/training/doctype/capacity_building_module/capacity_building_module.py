from frappe.model.document import Document


class CapacityBuildingModule(Document):
    pass
