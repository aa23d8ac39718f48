from frappe.utils.nestedset import NestedSet


class TerritorialUnit(NestedSet):
    pass
