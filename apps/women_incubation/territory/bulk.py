"""Many territorial units at once: insert the rows, then number the tree once."""

import frappe
from frappe.utils.nestedset import rebuild_tree

from women_incubation.audit.bulk_rows import stamp
from women_incubation.territory.kinds import has_lower_units

Row = dict[str, str]


def insert_units(rows: list[Row]) -> None:
    """Insert checked rows (code, kind, parent, name_fr, name_ar), parents before or after, and rebuild."""
    if not rows:
        return
    written = stamp()
    values = [
        {
            "name": row["code"],
            "code": row["code"],
            "kind": row["kind"],
            "parent_territorial_unit": row["parent"] or None,
            "old_parent": row["parent"] or None,
            "name_fr": row["name_fr"],
            "name_ar": row["name_ar"],
            "is_group": int(has_lower_units(row["kind"])),
            **written,
        }
        for row in rows
    ]
    frappe.db.bulk_insert("Territorial Unit", list(values[0]), [tuple(row.values()) for row in values])
    rebuild_tree("Territorial Unit")
