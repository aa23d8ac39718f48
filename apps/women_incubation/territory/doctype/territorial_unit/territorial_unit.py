"""A place of the State's map: country, region, province or prefecture, commune."""

import frappe
from frappe.utils.nestedset import NestedSet

from women_incubation.audit.entries import record
from women_incubation.audit.safe_save import SafeSave
from women_incubation.territory.kinds import check_place, has_lower_units


class TerritorialUnit(SafeSave, NestedSet):
    """A node of the tree by which everybody's view is cut; moving one changes what people see."""

    def validate(self) -> None:
        self.write_names()
        self.is_group = int(has_lower_units(self.kind))
        self.check_kinds()

    def on_update(self) -> None:
        super().on_update()
        before = self.get_doc_before_save()
        if not before or before.parent_territorial_unit != self.parent_territorial_unit:
            record("unit_placed", self, under=self.parent_territorial_unit)

    def on_trash(self) -> None:
        super().on_trash()
        record("deleted", self)

    def write_names(self) -> None:
        """Codes and names without stray blanks."""
        for field in ("code", "name_fr", "name_ar"):
            self.set(field, " ".join((self.get(field) or "").split()))

    def check_kinds(self) -> None:
        """The unit fits under its parent, and the units under it still fit."""
        parent = self.parent_territorial_unit
        check_place(self.kind, frappe.db.get_value("Territorial Unit", parent, "kind") if parent else None)
        if self.is_new() or not self.has_value_changed("kind"):
            return
        below = {"parent_territorial_unit": self.name}
        for kind in frappe.get_all("Territorial Unit", filters=below, pluck="kind", distinct=True):
            check_place(kind, self.kind)
