"""Refusals of this room, each named for its rule."""

import frappe


class UnitMisplaced(frappe.ValidationError):
    """A unit under one that cannot hold it: regions under the country, provinces under regions, and so on."""


class CommuneFileRefused(frappe.ValidationError):
    """A file of communes with errors; nothing of it was imported."""


class AssignmentDates(frappe.ValidationError):
    """An assignment that ends before it starts, or a substitution without an end."""


class SubstituteUnexplained(frappe.ValidationError):
    """A named substitute stands in for somebody, until a day, for a reason."""


class SharingRefused(frappe.PermissionError):
    """Rows are seen by territory; they are not shared one by one."""


class GlassReason(frappe.ValidationError):
    """Break-glass without a reason that somebody else could judge."""


class GlassTarget(frappe.ValidationError):
    """Break-glass opens documents kept by territory, of a kind that its user reads; this is none."""


class GlassIsForReading(frappe.PermissionError):
    """A document opened by break-glass is read, never written."""


class HangingRefused(frappe.PermissionError):
    """A comment, file or task for a document that its author does not see."""


class AssignedByOneself(frappe.PermissionError):
    """A territory is given by somebody else."""


class PeriodRefused(frappe.ValidationError):
    """A period that ends before it starts."""
