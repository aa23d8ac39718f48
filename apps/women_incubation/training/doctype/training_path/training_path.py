"""Ordered modules, and how much of them a woman must attend and know."""

from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, flt

from women_incubation.audit.safe_save import SafeSave
from women_incubation.training.errors import DatesRefused, ThresholdsInForce
from women_incubation.training.path_rules import Thresholds, begun_since, prerequisites_of, thresholds_of
from women_incubation.training.typed_values import check_filled, write_dates


class TrainingPath(SafeSave):
    """Named checks, in order."""

    def validate(self) -> None:
        check_filled(self)
        write_dates(self, "valid_from", "valid_to")
        for row in self.later_thresholds:
            write_dates(row, "valid_from")
        self.check_thresholds()
        self.check_dates()
        self.check_modules_once()
        self.check_prerequisites_come_first()
        self.check_something_is_tested()
        self.check_thresholds_in_force()

    def check_thresholds(self) -> None:
        """Percentages, 0 to 100; days that follow one another."""
        for row in (self, *self.later_thresholds):
            for field in ("attendance_threshold", "test_threshold"):
                if not 0 <= flt(row.get(field)) <= 100:
                    label = _(row.meta.get_label(field))
                    frappe.throw(_("{0} lies between 0 and 100.").format(label))
        days = [row.valid_from for row in self.later_thresholds]
        if len(set(days)) < len(days) or any(day <= self.valid_from for day in days):
            frappe.throw(
                _("Later thresholds begin after the path does, each on a day of its own."), DatesRefused
            )

    def check_dates(self) -> None:
        """It ends no earlier than it starts."""
        if self.valid_to and self.valid_to < self.valid_from:
            frappe.throw(_("The training path ends before it starts."), DatesRefused)

    def check_modules_once(self) -> None:
        """A module stands in a path once."""
        seen: set[str] = set()
        for row in self.modules:
            if row.module in seen:
                frappe.throw(_("Row {0}: the module {1} is in the path already.").format(row.idx, row.module))
            seen.add(row.module)

    def check_prerequisites_come_first(self) -> None:
        """What has to be held before a module stands above it in the path."""
        needed = prerequisites_of([row.module for row in self.modules])
        above: set[str] = set()
        for row in self.modules:
            missing = needed.get(row.module, set()) - above
            if missing:
                sentence = _("Row {0}: before the module {1}, the path needs: {2}.")
                frappe.throw(sentence.format(row.idx, row.module, ", ".join(sorted(missing))))
            above.add(row.module)

    def check_something_is_tested(self) -> None:
        """A test threshold without a test would shut the gate for everybody."""
        asks = any(flt(row.test_threshold) > 0 for row in (self, *self.later_thresholds))
        if asks and not any(cint(row.tested) and cint(row.mandatory) for row in self.modules):
            frappe.throw(
                _("The path asks for a test result: tick the mandatory modules that end with a test.")
            )

    def check_thresholds_in_force(self) -> None:
        """Groups that have started go by what was in force that day; it is followed by a later row."""
        before = self.get_doc_before_save()
        if not before:
            return
        changed = versions(before) ^ versions(self)
        if not changed:
            return
        base_changed = thresholds_of(before, before.valid_from) in changed
        first = date.min if base_changed else min(version.valid_from for version in changed)
        if begun_since(self.name, first):
            frappe.throw(
                _("Groups have started under these thresholds: they stay. Add a later row."),
                ThresholdsInForce,
            )


def versions(path: Document) -> set[Thresholds]:
    """The thresholds of a path, each with its first day."""
    rows = [thresholds_of(row, row.valid_from) for row in path.get("later_thresholds") or []]
    return {thresholds_of(path, path.valid_from), *rows}
