"""Refusals of an import, each named for its rule."""

import frappe


class BadFile(frappe.ValidationError):
    """The file cannot be read as a table of women; nothing was imported."""


class ColumnsRefused(frappe.ValidationError):
    """A column that is needed is missing, or two columns fill the same field."""


class ImportIsRunning(frappe.ValidationError):
    """A running import cannot be changed, and a finished one cannot be started again."""


class RowDecided(frappe.ValidationError):
    """A row is decided once, and only one that was held as a possible duplicate."""
