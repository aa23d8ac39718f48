"""A place in a tree."""

from frappe.utils.nestedset import NestedSet


class ProbePlace(NestedSet):
    """Stands below its parent place."""

    nsm_parent_field = "parent_probe_place"
